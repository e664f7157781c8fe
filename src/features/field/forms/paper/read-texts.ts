import type { Form, TextPiece, TextValue, Wording } from '../../../../xforms/form/form.ts';
import { type Inline, parseMarkdown } from '../../../../xforms/form/parse-markdown.ts';
import type { PaperRun, PaperText } from './paper-form.ts';

/** Stands for a value of the record while marks are read. */
const BLANK = '\uFFFC';

/** Reads the texts of a form in one of its languages. */
export class TextReader {
  readonly #form: Form;
  readonly #language: string;
  readonly #fallback: string;

  /** @param language as the form names it; empty where it is not translated. */
  constructor(form: Form, language: string) {
    this.#form = form;
    this.#language = language;
    this.#fallback = form.languages.find(({ isDefault }) => isDefault)?.name ?? form.languages[0]?.name ?? '';
  }

  /** A text with its marks read; no lines where there is none. */
  read(wording: Wording | null): PaperText {
    return readMarks(this.#piecesOf(wording, null));
  }

  /** A hint with its guidance, which XLSForm has for training and for paper. */
  readHint(wording: Wording | null): PaperText {
    if (wording?.kind !== 'itext') return this.read(wording);
    return [...this.read(wording), ...readMarks(this.#piecesOf(wording, 'guidance'))];
  }

  /** Where the language lacks a text, that of the language in which the form opens. */
  #piecesOf(wording: Wording | null, form: string | null): readonly TextPiece[] {
    if (wording === null) return [];
    if (wording.kind === 'inline') return wording.pieces;
    const values = this.#form.itext.get(wording.id);
    const find = (language: string) => piecesOf(values?.get(language) ?? [], form);
    return find(this.#language) ?? find(this.#fallback) ?? [];
  }
}

/** A dash is what the converter writes where a translation is missing. */
function piecesOf(values: readonly TextValue[], form: string | null): readonly TextPiece[] | null {
  const pieces = values.find((value) => value.form === form)?.pieces;
  if (pieces === undefined || pieces.length === 0) return null;
  return pieces.length === 1 && pieces[0] === '-' ? null : pieces;
}

/** A text as lines of runs; of its marks only emphasis stays. */
export function readMarks(pieces: readonly TextPiece[]): PaperText {
  const marked = pieces.map((piece) => (typeof piece === 'string' ? piece.replaceAll(BLANK, ' ') : BLANK)).join('');
  return parseMarkdown(marked).flatMap((block) => {
    if (block.kind !== 'list') return [runsOf(block.children, block.kind === 'heading')];
    return block.items.map((item, at) => [
      { text: block.isOrdered ? `${at + 1}. ` : '• ', isBold: false },
      ...runsOf(item, false),
    ]);
  });
}

/** The words of a text in one line; a value of the record shows as an ellipsis. */
export function wordsOf(text: PaperText): string {
  const lines = text.map((runs) => runs.map((run) => run?.text ?? '…').join(''));
  return lines.join(' ').trim();
}

/** A text of plain words. */
export function plainLine(text: string): PaperText {
  return text === '' ? [] : [[{ text, isBold: false }]];
}

function runsOf(pieces: readonly Inline[], isBold: boolean): PaperRun[] {
  return pieces.flatMap((piece) => {
    if (typeof piece === 'string') return cutAtBlanks(piece, isBold);
    return runsOf(piece.children, isBold || piece.kind === 'bold');
  });
}

function cutAtBlanks(text: string, isBold: boolean): PaperRun[] {
  return text.split(BLANK).flatMap((part, at) => {
    const run = part === '' ? [] : [{ text: part, isBold }];
    return at === 0 ? run : [null, ...run];
  });
}
