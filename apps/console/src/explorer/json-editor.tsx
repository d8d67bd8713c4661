import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { json, jsonParseLinter } from "@codemirror/lang-json";
import { type Diagnostic, linter } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { useEffect, useRef } from "react";
import { type Translate, useTexts } from "../texts/use-texts.tsx";
import { findBodyFaults } from "./check-body.ts";
import { findPlace, scanJson } from "./json-text.ts";
import { type Schema, schemaAt } from "./schema.ts";

type Props = {
  readonly label: string;
  readonly value: string;
  readonly schema: Schema;
  readonly onChange: (value: string) => void;
};

/** JSON with its faults marked where they are. Its styles carry the page's nonce. */
export function JsonEditor({ label, value, schema, onChange }: Props) {
  const { t } = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changed = useRef(onChange);
  changed.current = onChange;
  useEffect(() => {
    if (!place.current) return undefined;
    const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          // Runs the request, which the page around the editor does.
          Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => true }])),
          basicSetup,
          json(),
          linter(jsonParseLinter()),
          linter(({ state }) => findDiagnostics(state.doc.toString(), schema, t)),
          autocompletion({ override: [(context) => complete(context, schema)] }),
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
    // Made once for a schema and a language; the value is followed below. oxlint-disable-next-line react/exhaustive-deps
  }, [schema, label, t]);
  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
    }
  }, [value]);
  return <div ref={place} className="json-editor" />;
}

/** What the schema says of the text; nothing while it is no JSON, which is told by itself. */
function findDiagnostics(text: string, schema: Schema, t: Translate): readonly Diagnostic[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [];
  }
  const tokens = scanJson(text);
  return findBodyFaults(schema, body).flatMap(({ path, text: rule, fillings, isHarmless }): readonly Diagnostic[] => {
    const place = findPlace(tokens, path);
    const severity = isHarmless === true ? "warning" : "error";
    return place ? [{ from: place.from, to: place.to, severity, message: t(rule, fillings) }] : [];
  });
}

/** Names and choices that fit where the cursor is, inside the quotes that are being typed. */
function complete(context: CompletionContext, schema: Schema): CompletionResult | null {
  const typed = context.matchBefore(/"[\w-]*/);
  if (!typed) return null;
  const token = scanJson(context.state.doc.sliceString(0, context.pos)).at(-1);
  if (!token || token.from !== typed.from) return null;
  const options =
    token.role === "key"
      ? toNames(schemaAt(schema, token.path.slice(0, -1)))
      : (schemaAt(schema, token.path)?.enum ?? []).map((label): Completion => ({ label, type: "enum" }));
  return options.length === 0 ? null : { from: typed.from + 1, options, validFor: /^[\w-]*$/ };
}

const toNames = (schema: Schema | undefined): readonly Completion[] =>
  Object.entries(schema?.properties ?? {}).map(([label, { description, type }]) => ({
    label,
    type: "property",
    ...(type !== undefined && { detail: type }),
    ...(description !== undefined && { info: description }),
  }));
