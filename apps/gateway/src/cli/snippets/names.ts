/** Languages there is a program for; the first is shown unless another is asked for. */
export const snippetNames = ["curl", "node", "python", "java", "php", "go", "dotnet"] as const;

export type SnippetName = (typeof snippetNames)[number];
