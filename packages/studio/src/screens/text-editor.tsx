import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, type Diagnostic as Mark, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";
import type { ProjectStore } from "../project/project.js";
import { useWords } from "../words/words.js";
import { placeIn } from "./yaml-place.js";

/** Colours that can be read in light and dark. */
const colours = HighlightStyle.define([
  { tag: tags.comment, color: "var(--quiet)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-key)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-text)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
]);

/** The page's own grounds, which change with its scheme. */
const grounds = EditorView.theme({
  "&": { color: "var(--mantine-color-text)", backgroundColor: "var(--mantine-color-body)" },
  ".cm-content": { caretColor: "var(--mantine-color-text)" },
  ".cm-cursor": { borderLeftColor: "var(--mantine-color-text)" },
  ".cm-gutters": { color: "var(--quiet)", backgroundColor: "var(--mantine-color-body)" },
  ".cm-tooltip": { color: "var(--mantine-color-text)", backgroundColor: "var(--mantine-color-body)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--mantine-primary-color-light-hover)",
  },
});

/** Milliseconds: what was typed is kept and computed when typing pauses, and at the latest so long after it was typed. */
const pause = 400;
const longest = 1_000;

/** The scenario's own text, with what is wrong marked where it stands. */
export function TextEditor({ project }: { readonly project: ProjectStore }) {
  const words = useWords();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const text = project(({ history }) => history.present.text);
  const findings = project(({ findings }) => findings);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** When the first of what is not kept yet was typed. */
    let since: number | undefined;
    const listener = EditorView.updateListener.of(({ docChanged, state }) => {
      if (!docChanged) return;
      clearTimeout(timer);
      const now = performance.now();
      since ??= now;
      const wait = Math.max(0, Math.min(pause, since + longest - now));
      timer = setTimeout(() => {
        since = undefined;
        project.getState().edit(state.doc.toString());
      }, wait);
    });
    const complete = async (context: CompletionContext): Promise<CompletionResult | null> => {
      const before = context.state.sliceDoc(0, context.pos).split("\n");
      const place = placeIn(before);
      const word = before.at(-1)!.slice(place.from);
      if (word === "" && !context.explicit) return null;
      const found = await project.getState().inquire((compute) => compute.completion(place.path, place.key));
      const keys = (found ?? []).map(({ label, detail }) => ({
        label,
        type: place.key === undefined ? "property" : "constant",
        ...(detail === undefined ? {} : { info: detail }),
        ...(place.key === undefined ? { apply: `${label}: ` } : {}),
      }));
      if (keys.length > 0) return { from: context.pos - word.length, options: keys, validFor: /^[\w/-]*$/ };
      // Elsewhere equations are written: names of variables.
      const name = context.matchBefore(/[A-Za-z_][A-Za-z0-9_.]*/);
      if (name === null) return null;
      const options = (project.getState().opened?.names ?? []).map((label) => ({ label, type: "variable" }));
      return { from: name.from, options };
    };
    const own = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: project.getState().history.present.text,
        extensions: [
          grounds,
          lineNumbers(),
          history(),
          yaml(),
          lintGutter(),
          syntaxHighlighting(colours),
          autocompletion({ override: [complete] }),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": words.text, tabindex: "0" }),
          listener,
        ],
      }),
    });
    view.current = own;
    return () => {
      clearTimeout(timer);
      if (own.state.doc.toString() !== project.getState().history.present.text) {
        project.getState().edit(own.state.doc.toString());
      }
      own.destroy();
    };
  }, [project, words]);

  useEffect(() => {
    const own = view.current!;
    const now = own.state.doc.toString();
    if (now !== text && !own.hasFocus) own.dispatch({ changes: { from: 0, to: now.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const own = view.current!;
    const { doc } = own.state;
    const marks = findings.flatMap(({ place, message }): Mark[] => {
      if (place?.line === undefined || place.line > doc.lines) return [];
      const line = doc.line(place.line);
      const from = Math.min(line.to, line.from + (place.column ?? 1) - 1);
      return [{ from, to: Math.min(line.to, from + Math.max(1, place.length ?? 1)), severity: "error", message }];
    });
    own.dispatch(setDiagnostics(own.state, marks));
  }, [findings]);

  return <div ref={host} className="editor" />;
}
