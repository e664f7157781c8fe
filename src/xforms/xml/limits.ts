/** What an XML document may hold at most; whoever passes one of them is refused before anything is built of it. */
export interface XmlLimits {
  /** Elements in elements. */
  readonly depth: number;
  /** Elements in the whole document. */
  readonly elements: number;
  /** Attributes of one element. */
  readonly attributes: number;
  /** UTF-16 code units of one text or of one value of an attribute. */
  readonly text: number;
  /** UTF-16 code units of a name with its prefix. */
  readonly name: number;
  /** UTF-16 code units of the document. */
  readonly size: number;
}

/** Limits of forms and records: room for lists of 100,000 choices in several languages. */
export const DOCUMENT_LIMITS: XmlLimits = {
  depth: 100,
  elements: 2_000_000,
  attributes: 200,
  text: 1_000_000,
  name: 300,
  size: 64_000_000,
};

/** Limits of a record, which holds the answers of one person about one thing: much less than a form with its lists. */
export const RECORD_LIMITS: XmlLimits = { ...DOCUMENT_LIMITS, elements: 200_000, size: 16_000_000 };
