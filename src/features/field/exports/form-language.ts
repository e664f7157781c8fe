/**
 * The language of a form that goes with a language of the desk, else its first one; null: it has none. Forms name languages as
 * `Русский (ru)`.
 */
export function languageFor(languages: readonly string[], language: string): string | null {
  const own = languages.find((name) => name === language || name.endsWith(`(${language})`));
  return own ?? languages[0] ?? null;
}
