import { useTexts } from "../texts/use-texts.tsx";

/** A Mermaid state diagram as the table of its moves: read by everyone, and no drawing program to load. */
export function StateMoves({ text }: { readonly text: string }) {
  const { t } = useTexts();
  const moves = [...text.matchAll(/^\s*(\S+) --> ([^\s:]+)(?:: (.+))?$/gm)];
  const nameOf = (state: string | undefined, mark: string) => (state === "[*]" ? mark : <code>{state}</code>);
  return (
    <div className="docs-table" tabIndex={0} role="region" aria-label={t("docsTable")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("from")}</th>
            <th scope="col">{t("docsEvent")}</th>
            <th scope="col">{t("to")}</th>
          </tr>
        </thead>
        <tbody>
          {moves.map(([line, from, to, event]) => (
            <tr key={line}>
              <td>{nameOf(from, t("docsBegin"))}</td>
              <td>{event ?? ""}</td>
              <td>{nameOf(to, t("docsEnd"))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
