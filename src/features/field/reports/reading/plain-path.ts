/** The path of an answer without places of copies: `/data/visit[2]/note` → `/data/visit/note`. */
export function plainPath(path: string): string {
  // Most paths have none.
  return path.includes('[') ? path.replace(/\[\d+\]/g, '') : path;
}
