import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { json, jsonParseLinter } from "@codemirror/lang-json";
import { linter } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { useEffect, useRef } from "react";

type Props = {
  readonly label: string;
  readonly value: string;
  /** Names the request's schema knows, offered while one is typed. */
  readonly names: readonly string[];
  readonly onChange: (value: string) => void;
};

/** JSON with its faults marked where they are. Its styles carry the page's nonce. */
export function JsonEditor({ label, value, names, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changed = useRef(onChange);
  changed.current = onChange;
  useEffect(() => {
    if (!place.current) return undefined;
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
    const complete = (context: CompletionContext): CompletionResult | null => {
      const word = context.matchBefore(/"\w*/);
      return (
        word && {
          from: word.from + 1,
          options: names.map((name) => ({ label: name, type: "property" })),
          validFor: /^\w*$/,
        }
      );
    };
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          basicSetup,
          json(),
          linter(jsonParseLinter()),
          autocompletion({ override: [complete] }),
          EditorView.cspNonce.of(nonce),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
    // Made once; the value is followed below. oxlint-disable-next-line react/exhaustive-deps
  }, [names, label]);
  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
    }
  }, [value]);
  return <div ref={place} className="json-editor" />;
}
