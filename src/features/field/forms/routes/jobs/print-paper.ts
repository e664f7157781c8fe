import { typesetPages, typesetPdf } from '../../../../../platform/files/typeset/typeset.ts';
import { Problem } from '../../../../../platform/http/problem.ts';
import type { Form, ItemTable } from '../../../../../xforms/form/form.ts';
import type { FormExtras } from '../../../../../xforms/xlsform/extras/read-extras.ts';
import { paperForm } from '../../paper/make-paper.ts';
import type { PaperPart } from '../../paper/paper-form.ts';
import { languageTag, type PaperWords, type Sheet, wordSheet } from '../../paper/word-sheet.ts';
import { PAPER_TEMPLATE } from './paper-template.ts';

/** A form that is to be printed. */
export interface PaperOrder {
  readonly form: Form;
  readonly extras: Pick<FormExtras, 'checks'> | null;
  /** One of the form's languages, as it names it; empty where it is not translated. */
  readonly language: string;
  /** Stands on every sheet; may be empty. */
  readonly missionName: string;
  /** Says so on every sheet; false where absent. */
  readonly isDraft?: boolean;
  /** What the files hold that the form names, by their `src`. */
  readonly data?: ReadonlyMap<string, ItemTable>;
  /** The words of paper in the language of a tag (BCP 47), null where the form does not say which it is. */
  readonly words: (tag: string | null) => PaperWords;
}

/** A form on paper as a file. */
export interface PaperPdf {
  readonly bytes: Uint8Array;
  readonly pageCount: number;
  /** Whether it is PDF/UA-1; false where the form has letters that no font here has. */
  readonly isAccessible: boolean;
}

const MOST_QUESTIONS = 2_000;
/** Questions that are printed, each as often as its repeats are. */
const MOST_PLACES = 4_000;

/**
 * A form as a PDF for the printer.
 *
 * @throws Problem `not-found` where the form has no such language, `too-large` for more than 2,000 questions, 4,000 places
 * to answer or 200 pages, `too-slow` where too many others are being printed.
 */
export async function printPaper(order: PaperOrder): Promise<PaperPdf> {
  return await typesetPdf(PAPER_TEMPLATE, makeSheet(order));
}

/** As `printPaper`, as a drawing (SVG) for each page. */
export async function previewPaper(order: PaperOrder): Promise<readonly string[]> {
  return await typesetPages(PAPER_TEMPLATE, makeSheet(order));
}

function makeSheet({ form, extras, language, missionName, isDraft = false, data, words }: PaperOrder): Sheet {
  const isKnown = form.languages.length === 0 ? language === '' : form.languages.some(({ name }) => name === language);
  if (!isKnown) throw new Problem('not-found');
  const paper = paperForm(form, extras, data === undefined ? { language } : { language, data });
  if (paper.questionCount > MOST_QUESTIONS) throw new Problem('too-large', { limit: MOST_QUESTIONS });
  if (countPlaces(paper.parts) > MOST_PLACES) throw new Problem('too-large', { limit: MOST_PLACES });
  return wordSheet(paper, { words: words(languageTag(language)), missionName, isDraft });
}

function countPlaces(parts: readonly PaperPart[]): number {
  return parts.reduce((sum, part) => sum + placesOf(part), 0);
}

function placesOf(part: PaperPart): number {
  switch (part.kind) {
    case 'question':
    case 'note':
      return 1;
    case 'grid':
      return part.questions.length;
    case 'section':
      return countPlaces(part.parts);
    case 'repeat':
      return part.copies * countPlaces(part.parts);
  }
}
