import type { XmlHandlers, XmlTag } from '../../xml/scan.ts';

const NAMES = new Set(['instanceID', 'deprecatedID']);

/** Hears of a record while it is read, and keeps what it says of itself: of two that are named alike, the first. */
export class EnvelopeReader implements XmlHandlers {
  private formId: string | null = null;
  private version: string | null = null;
  private isEncrypted = false;
  private depth = 0;
  private isInMeta = false;
  private name: string | null = null;
  private written = '';
  private readonly ids = new Map<string, string>();

  /** What was read up to here. */
  envelope() {
    const { formId, version, isEncrypted } = this;
    const instanceId = this.ids.get('instanceID') ?? null;
    return { formId, version, instanceId, deprecatedId: this.ids.get('deprecatedID') ?? null, isEncrypted };
  }

  open(tag: XmlTag): void {
    this.depth += 1;
    if (this.depth === 1) this.readRoot(tag);
    else if (this.depth === 2) this.isInMeta = tag.name === 'meta';
    else if (this.depth === 3 && this.isInMeta && NAMES.has(tag.name) && !this.ids.has(tag.name)) {
      this.name = tag.name;
      this.written = '';
    }
  }

  text(text: string): void {
    if (this.name !== null) this.written += text;
  }

  close(): void {
    if (this.depth === 3 && this.name !== null) {
      if (!isBlank(this.written)) this.ids.set(this.name, this.written);
      this.name = null;
    }
    this.depth -= 1;
  }

  private readRoot({ namespace, attributes }: XmlTag): void {
    const written = (name: string) =>
      attributes.find((attribute) => attribute.name === name && attribute.namespace === '')?.value ?? null;
    const id = [written('id') ?? '', namespace].find((text) => !isBlank(text));
    this.formId = id ?? null;
    this.version = written('version');
    this.isEncrypted = written('encrypted') === 'yes';
  }
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
