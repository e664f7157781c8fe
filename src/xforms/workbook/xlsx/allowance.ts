import type { XmlTag } from '../../xml/scan.ts';
import { WORKBOOK_LIMITS } from '../limits.ts';
import { WorkbookStop, workbookFault } from '../workbook-fault.ts';

/** Elements that one text takes at most: `c`, `f`, `is` and `t`. */
const MOST_OF_ONE_TEXT = 4;
/** A row as spreadsheets write it has at most this many attributes; each one more counts as an element. */
const USUAL_ATTRIBUTES = 8;
/** What an element costs the reader that knows all of XML, in characters. */
const SLOW_ELEMENT = 16;
/** Reading an entity costs as much as reading so many characters. */
const ENTITY = 16;

/** What the parts of one workbook have taken of `WORKBOOK_LIMITS`, so that many small parts are worth no more than one large one. */
export class Allowance {
  private bare = 0;
  private characters = 0;
  private slow = 0;
  private isSlow = false;
  private place = '';
  private before = { bare: 0, characters: 0 };

  /** A part begins to be read; `place` names it in faults. */
  begin(place: string): void {
    this.place = place;
    this.isSlow = false;
    this.before = { bare: this.bare, characters: this.characters };
  }

  /** The part is read once more from its beginning, by the reader that knows all of XML. */
  again(): void {
    this.isSlow = true;
    this.bare = this.before.bare;
    this.characters = this.before.characters;
  }

  /** An element begins; it counts as one without text until `keep` takes it back. @throws WorkbookStop beyond the limit. */
  open({ attributes }: XmlTag): void {
    this.bare += 1 + Math.max(0, attributes.length - USUAL_ATTRIBUTES);
    if (this.isSlow) this.takeSlow(SLOW_ELEMENT);
    if (this.bare > WORKBOOK_LIMITS.bare) this.stop('workbook-too-many-bare', { limit: WORKBOOK_LIMITS.bare });
  }

  /** Of the elements that were opened last, `elements` belong to a text that is kept. @throws WorkbookStop beyond the limit. */
  keep(text: string, elements: number): void {
    this.bare -= Math.min(elements, MOST_OF_ONE_TEXT);
    this.takeCharacters(text.length);
  }

  /** A piece of a part has been unpacked. @throws WorkbookStop beyond the limits of entities and of what is read slowly. */
  unpack(piece: string): void {
    let entities = 0;
    for (let at = piece.indexOf('&'); at >= 0; at = piece.indexOf('&', at + 1)) entities += 1;
    if (entities > 0) this.takeCharacters(entities * ENTITY);
    if (this.isSlow) this.takeSlow(piece.length);
  }

  /** So many code units are read by the reader that knows all of XML. @throws WorkbookStop beyond the limit. */
  takeSlow(size: number): void {
    this.slow += size;
    if (this.slow > WORKBOOK_LIMITS.slow) this.stop('workbook-unusual', { limit: WORKBOOK_LIMITS.slow });
  }

  private takeCharacters(count: number): void {
    this.characters += count;
    if (this.characters <= WORKBOOK_LIMITS.characters) return;
    this.stop('workbook-too-many-characters', { limit: WORKBOOK_LIMITS.characters });
  }

  private stop(code: string, parameters: { limit: number }): never {
    throw new WorkbookStop([workbookFault(code, parameters, { sheet: this.place })]);
  }
}
