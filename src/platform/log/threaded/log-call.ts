/** What the thread of the logs is asked. */
export type LogCall<E> =
  | { readonly kind: 'append'; readonly missionId: string; readonly entry: E }
  | { readonly kind: 'prove'; readonly missionId: string; readonly index: number }
  | { readonly kind: 'state'; readonly missionId: string }
  | { readonly kind: 'wake'; readonly missionId: string | undefined };

/** A checkpoint that was published, as the thread tells of it. */
export interface PublishedHead {
  readonly origin: string;
  readonly missionSlug: string;
  readonly size: number;
  readonly note: string;
}
