import { languages, useWords } from "./words.js";

const en = {
  folder: "Folder",
  folderOf: (name: string) => `The folder ${name}`,
  connected: (name: string, count: number) =>
    `The folder ${name} is connected: ${count === 1 ? "one scenario" : `${count} scenarios`} to open and save under “Folder”.`,
  scenarios: "Scenarios",
  runs: "Runs of the command line",
  noScenarios: "There are no scenarios in this folder yet. Save the one on the page as the first.",
  incomplete: "There is more in the folder than is listed.",
  find: "Find",
  opened: (name: string) => `Opened ${name}.`,
  save: "Save to the folder",
  fileName: "File name",
  fileNameHint: "Such as token.yaml; a folder before it must be there already.",
  saved: (name: string) => `Saved ${name}.`,
  savedWithout: (name: string, count: number) =>
    `Saved ${name}. ${count === 1 ? "One change of the inputs is" : `${count} changes of the inputs are`} not in the text yet.`,
  notSaved: "not saved",
  reload: "List again",
  close: "Close",
  troubles: {
    gone: "The server does not answer. Start it again: tokenwright studio DIR",
    ended: "The server was started anew. Open the address that it printed.",
    changed: "The file was changed by another program since it was opened. Open it again, or save under another name.",
    name: "This name cannot be used. Take letters, digits, - and _, and end it with .yaml",
    missing: "There is no such file or folder any more.",
    "too-large": "The file is too large.",
    failed: "The file could not be written or read; the terminal says why.",
    "not-a-run": "This folder is not what the command line wrote.",
  },
} as const;

type FolderWords = {
  readonly [Key in keyof typeof en]: (typeof en)[Key] extends string
    ? string
    : (typeof en)[Key] extends (...given: infer Given) => string
      ? (...given: Given) => string
      : { readonly [Inner in keyof (typeof en)[Key]]: string };
};

const zh: FolderWords = {
  folder: "文件夹",
  folderOf: (name) => `文件夹 ${name}`,
  connected: (name, count) => `已连接文件夹 ${name}：可在“文件夹”中打开和保存 ${count} 个情景。`,
  scenarios: "情景",
  runs: "命令行的运行结果",
  noScenarios: "此文件夹中还没有情景。可将页面上的情景保存为第一个。",
  incomplete: "文件夹中还有未列出的内容。",
  find: "查找",
  opened: (name) => `已打开 ${name}。`,
  save: "保存到文件夹",
  fileName: "文件名",
  fileNameHint: "例如 token.yaml；文件名前的文件夹必须已经存在。",
  saved: (name) => `已保存 ${name}。`,
  savedWithout: (name, count) => `已保存 ${name}。输入的 ${count} 处更改尚未写入文本。`,
  notSaved: "未保存",
  reload: "重新列出",
  close: "关闭",
  troubles: {
    gone: "服务器没有回应。请重新启动：tokenwright studio DIR",
    ended: "服务器已重新启动。请打开它显示的地址。",
    changed: "该文件打开后已被其他程序更改。请重新打开，或用其他名称保存。",
    name: "此名称不可用。请使用字母、数字、- 和 _，并以 .yaml 结尾",
    missing: "该文件或文件夹已不存在。",
    "too-large": "文件太大。",
    failed: "无法写入或读取该文件；原因见终端。",
    "not-a-run": "此文件夹不是命令行写入的内容。",
  },
};

const all: Readonly<Record<keyof typeof languages, FolderWords>> = { en, zh };

/** What is said of the folder, in the language of the page. Only who was invited to a folder loads it. */
export function useFolderWords(): FolderWords {
  const words = useWords();
  const language = (Object.keys(languages) as (keyof typeof languages)[]).find((one) => languages[one] === words);
  return all[language ?? "en"];
}
