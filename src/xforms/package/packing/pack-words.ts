import { fault } from '../../../kernel/issue.ts';
import type { Form, TextPiece, TextValue, Wording } from '../../form/form.ts';
import type { Ast } from '../../xpath/ast.ts';
import { parseXPath } from '../../xpath/parse/parser.ts';
import type { Reference } from '../binding/places.ts';
import type { PackedPieces, PackedText, PackedTexts, PackedWording } from '../form-package.ts';
import type { ModelNode } from '../model-nodes.ts';
import type { RuleBook } from '../rules.ts';

/** A text as the package holds it, and what it reads. */
export interface BoundWording {
  readonly wording: PackedWording;
  readonly references: readonly Reference[];
}

/**
 * Texts of the form. Expressions in `itext` stay paths by name, since several nodes may use one text; each use is bound once, to
 * find what it reads and whether it can be read there.
 */
export class Words {
  readonly #form: Form;
  readonly #book: RuleBook;

  constructor(form: Form, book: RuleBook) {
    this.#form = form;
    this.#book = book;
  }

  /** A text at a node. */
  wordingAt(wording: Wording, node: ModelNode, property: string): BoundWording {
    if (wording.kind === 'inline') return this.#inline(wording.pieces, node, property);
    const values = this.#form.itext.get(wording.id);
    if (values === undefined) {
      this.#book.faults.push(fault('form-text', { found: wording.id, path: node.path, property }));
    }
    const pieces = [...(values?.values() ?? [])].flat().flatMap((value) => value.pieces);
    return { wording: wording.id, references: this.referencesOf(pieces, node, property) };
  }

  /** What outputs read at a node. */
  referencesOf(pieces: readonly TextPiece[], node: ModelNode, property: string): readonly Reference[] {
    const outputs = new Set(pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.output])));
    return [...outputs].flatMap(
      (output) => this.#book.bind(output, node, { path: node.path, property })?.references ?? [],
    );
  }

  #inline(pieces: readonly TextPiece[], node: ModelNode, property: string): BoundWording {
    const references: Reference[] = [];
    const packed = pieces.map((piece): Ast => {
      if (typeof piece === 'string') return piece;
      const bound = this.#book.bind(piece.output, node, { path: node.path, property });
      references.push(...(bound?.references ?? []));
      return bound?.expression ?? '';
    });
    return { wording: packed, references };
  }

  /** All texts, by language and id; what a language lacks is left out, so that the engine shows the text of another one. */
  pack(): Readonly<Record<string, PackedTexts>> {
    const texts: Record<string, Record<string, PackedText>> = {};
    const languages = this.#form.languages.length === 0 ? [''] : this.#form.languages.map((language) => language.name);
    for (const language of languages) texts[language] = {};
    for (const [id, byLanguage] of this.#form.itext) {
      const said = new Set([...byLanguage.values()].flat().flatMap((value) => (isGap(value) ? [] : [value.form])));
      for (const [language, values] of byLanguage) {
        const into = texts[language];
        const own = values.filter((value) => !isGap(value) || !said.has(value.form));
        if (into !== undefined && own.length > 0) into[id] = packText(own);
      }
    }
    return texts;
  }
}

/** A hyphen stands in an XForm where a language lacks the text: all languages have the same ids there. */
function isGap({ pieces: [only, ...others] }: TextValue): boolean {
  return only === '-' && others.length === 0;
}

function packText(values: readonly TextValue[]): PackedText {
  const [only, more] = values;
  if (only !== undefined && more === undefined && only.form === null) return packPieces(only.pieces);
  return Object.fromEntries(values.map((value) => [value.form ?? '', packPieces(value.pieces)]));
}

function packPieces(pieces: readonly TextPiece[]): string | PackedPieces {
  if (pieces.every((piece) => typeof piece === 'string')) return pieces.join('');
  return pieces.map((piece): Ast => {
    if (typeof piece === 'string') return piece;
    const parsed = parseXPath(piece.output);
    return parsed.ok ? parsed.value : '';
  });
}
