import type { FormPackage, PackedPieces, PackedText, PackedTexts, PackedWording } from '../../package/form-package.ts';
import { type Ast, isList } from '../../xpath/ast.ts';
import type { XPathEvaluator } from '../../xpath/evaluate.ts';
import type { Scope } from '../../xpath/scope.ts';
import { joinTexts } from '../../xpath/values/join-texts.ts';
import { toText } from '../../xpath/values/value.ts';

const MEDIA = ['image', 'audio', 'video', 'big-image'];

/** Texts of the form in the language that is shown, with values of the record in them. */
export class Texts {
  language: string;
  readonly #package: FormPackage;
  readonly #evaluator: XPathEvaluator;

  constructor(form: FormPackage, evaluator: XPathEvaluator) {
    this.#package = form;
    this.#evaluator = evaluator;
    this.language = form.core.language;
  }

  /** A text, or one of its other forms (`guidance`, `image`, …); empty where there is none. */
  render(wording: PackedWording | undefined, scope: Scope, form = ''): string {
    if (wording === undefined) return '';
    if (typeof wording !== 'string') return form === '' ? this.#join(wording, scope) : '';
    return this.renderId(wording, scope, form);
  }

  /** A text by its id; where the language lacks it, that of the language that the form opens in, else of the first that has it. */
  renderId(id: string, scope: Scope, form = ''): string {
    const { language: opening, languages } = this.#package.core;
    for (const language of new Set([this.language, opening, ...languages])) {
      const found = formOf(textIn(this.#package.texts[language], id), form);
      if (found !== undefined) return typeof found === 'string' ? found : this.#join(found, scope);
    }
    return '';
  }

  /** File names of pictures and sounds that go with a text. */
  media(wording: PackedWording | undefined, scope: Scope): Readonly<Record<string, string>> {
    const media: Record<string, string> = {};
    if (typeof wording !== 'string') return media;
    for (const form of MEDIA) {
      const uri = this.renderId(wording, scope, form);
      if (uri !== '') media[form] = uri.replace(/^jr:\/\/[^/]*\//, '');
    }
    return media;
  }

  #join(pieces: PackedPieces, scope: Scope): string {
    return joinTexts(
      pieces.map((piece: Ast) => (isList(piece) ? toText(this.#evaluator.value(piece, scope)) : String(piece))),
    );
  }
}

function textIn(texts: PackedTexts | undefined, id: string): PackedText | undefined {
  return texts !== undefined && Object.hasOwn(texts, id) ? texts[id] : undefined;
}

function formOf(text: PackedText | undefined, form: string): string | PackedPieces | undefined {
  if (text === undefined || typeof text === 'string' || Array.isArray(text)) {
    return form === '' ? (text as string | PackedPieces | undefined) : undefined;
  }
  return (text as Readonly<Record<string, string | PackedPieces>>)[form];
}
