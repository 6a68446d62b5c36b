import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { saveFile } from "../project/files.js";
import { lookOf } from "./look.js";
import { Picture, type PictureProps } from "./picture.js";

export type PictureContent = Omit<PictureProps, "width" | "height" | "look" | "onChoose">;

const size = { width: 1200, height: 675 };

/** Pixels of a PNG for one of the picture. */
const density = 2;

/** Hands the user a picture on a light ground, as an SVG file or as pixels. */
export async function savePicture(name: string, content: PictureContent, format: "svg" | "png"): Promise<void> {
  const text = pictureText(content);
  if (format === "svg") saveFile(`${name}.svg`, text, "image/svg+xml");
  else saveFile(`${name}.png`, await pixelsOf(text), "image/png");
}

/** The picture as an SVG file. */
export function pictureText(content: PictureContent): string {
  const host = document.createElement("div");
  const root = createRoot(host);
  flushSync(() => root.render(<Picture {...content} {...size} look={lookOf(false)} />));
  const text = new XMLSerializer().serializeToString(host.querySelector("svg")!);
  root.unmount();
  return `${text}\n`;
}

async function pixelsOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = size.width * density;
    canvas.height = size.height * density;
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob === null) throw new Error("internal: the browser made no PNG of a picture");
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}
