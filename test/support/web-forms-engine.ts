/** A node of the other engine, as far as it is compared. */
interface OtherNode {
  readonly nodeType: string;
  readonly currentState: {
    readonly reference: string;
    readonly relevant: boolean;
    readonly value?: unknown;
    readonly instanceValue?: string;
    readonly children: readonly OtherNode[] | null;
  };
  setValue?(value: unknown): void;
  selectValue?(value: string | null): void;
  selectValues?(values: readonly string[]): void;
  addInstances?(): void;
  removeInstances?(index: number): void;
}

/** How one question stands. */
export interface Standing {
  readonly isRelevant: boolean;
  readonly value: string;
}

/** The engine of ODK Web Forms with a form open in it. */
export class OtherEngine {
  readonly #root: OtherNode;

  private constructor(root: OtherNode) {
    this.#root = root;
  }

  /** Opens a form; `files` are those that it takes data from, by name. */
  static async open(xml: string, files: ReadonlyMap<string, string> = new Map()): Promise<OtherEngine> {
    // Its parser, compiled from C, looks for this name as soon as it sees that it runs in Node.js.
    Object.assign(globalThis, { __dirname: '/' });
    const { createInstance } = await import('@getodk/xforms-engine');
    const { root } = await createInstance(xml, {
      form: {
        fetchFormDefinition: () => Promise.reject(new Error('Nothing is fetched')),
        fetchFormAttachment: async (url: URL) => {
          const text = files.get(url.pathname.split('/').at(-1) ?? '');
          return text === undefined ? new Response('', { status: 404 }) : new Response(text);
        },
      },
      instance: { stateFactory: (state: object) => state },
    } as never);
    return new OtherEngine(root as unknown as OtherNode);
  }

  /** Every question by its path. */
  standings(): ReadonlyMap<string, Standing> {
    const standings = new Map<string, Standing>();
    for (const node of this.#all(this.#root)) {
      if (!['input', 'select', 'note'].includes(node.nodeType)) continue;
      const { relevant, instanceValue } = node.currentState;
      standings.set(node.currentState.reference, { isRelevant: relevant, value: instanceValue ?? '' });
    }
    return standings;
  }

  /** Answers a question; a file goes to one that asks for a file, several choices have spaces between. */
  answer(path: string, value: string | File): void {
    const node = this.#at(path);
    if (node.nodeType !== 'select' || typeof value !== 'string') node.setValue?.(value);
    else if (value.includes(' ')) node.selectValues?.(value.split(' '));
    else node.selectValue?.(value === '' ? null : value);
  }

  addCopy(path: string): void {
    this.#at(path).addInstances?.();
  }

  removeCopy(path: string, index: number): void {
    this.#at(path).removeInstances?.(index);
  }

  async submission(): Promise<string> {
    const root = this.#root as unknown as {
      prepareInstancePayload(options: object): Promise<{ readonly data: readonly [FormData] }>;
    };
    const { data } = await root.prepareInstancePayload({ payloadType: 'monolithic' });
    const file = data[0].get('xml_submission_file') as File;
    return await new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.onerror = () => reject(reader.error);
      reader.readAsText(file);
    });
  }

  /** What the engine makes for sending, each request at most so large. @throws Error where it thinks that something is wrong. */
  async payload(maxSize: number): Promise<readonly FormData[]> {
    const root = this.#root as unknown as {
      prepareInstancePayload(
        options: object,
      ): Promise<{ status: string; violations: unknown; data: readonly FormData[] }>;
    };
    const { status, violations, data } = await root.prepareInstancePayload({ payloadType: 'chunked', maxSize });
    if (status !== 'ready') throw new Error(`The payload is ${status}: ${JSON.stringify(violations)}`);
    return data;
  }

  #at(path: string): OtherNode {
    const found = this.#all(this.#root).find((node) => node.currentState.reference === path);
    if (found === undefined) throw new Error(`No node at ${path}`);
    return found;
  }

  #all(node: OtherNode): readonly OtherNode[] {
    return [node, ...(node.currentState.children ?? []).flatMap((child) => this.#all(child))];
  }
}
