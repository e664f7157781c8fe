import type { LocalizedText } from '../../../kernel/text.ts';
import type { Named } from './call.ts';

/** So long may a text of a message be in one language, and an answer. */
export const LONGEST_TEXT = 2_000;

/** How those were chosen whom a message is for; what is not named is not narrowed. */
export interface Audience {
  readonly kind: 'all' | 'teams' | 'people' | 'area' | 'visits' | 'answer' | 'not-reached';
  /** Of `area` the key of the place; of `visits` what their list was asked with; of `not-reached` the message. */
  readonly asked: Readonly<Record<string, string>>;
}

/** How far a message has come with somebody; of several telephones the furthest counts. */
export const REACHED = ['no-phone', 'waiting', 'delivered', 'read', 'answered'] as const;
export type Reached = (typeof REACHED)[number];

/** How many a message was for, and how many of them it reached; read ones are delivered, answered ones need not be read. */
export interface MessageCounts {
  readonly recipients: number;
  readonly withoutPhone: number;
  readonly delivered: number;
  readonly read: number;
  readonly answered: number;
}

/** A message as it is listed. */
export interface ShownMessage {
  readonly id: string;
  /** The message that its thread began with; null: it begins one. */
  readonly thread: string | null;
  readonly texts: LocalizedText;
  readonly audience: Audience;
  readonly by: string;
  readonly at: string;
  readonly withdrawn: { readonly by: string; readonly at: string; readonly reason: string } | null;
  readonly counts: MessageCounts;
}

/** A page of messages, the newest first. */
export interface MessagePage {
  readonly messages: readonly ShownMessage[];
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

/** Somebody whom a message was for. */
export interface Recipient {
  /** Of the team, the person, or the telephone that nobody had. */
  readonly id: string;
  readonly team: Named | null;
  readonly person: Named | null;
  readonly devices: readonly string[];
  readonly reached: Reached;
  readonly deliveredAt: string | null;
  readonly readAt: string | null;
  readonly answeredAt: string | null;
}

/** A message with everybody whom it was for, those first whom it did not reach. */
export interface OpenedMessage extends ShownMessage {
  readonly recipients: readonly Recipient[];
}

/** What was said between the desk and somebody, the oldest first. */
export interface ThreadEntry {
  readonly id: string;
  readonly from: 'desk' | 'field';
  /** Of an answer the one text, under the tag `und`: nobody knows its language. */
  readonly texts: LocalizedText;
  /** Who wrote it: somebody at the desk, or the telephone by its name. */
  readonly by: string;
  readonly at: string;
  readonly isWithdrawn: boolean;
}

/** An answer as it is listed, the newest first. */
export interface ShownAnswer {
  readonly id: string;
  readonly text: string;
  readonly at: string;
  /** The message that the thread began with. */
  readonly thread: string;
  /** Whom of the thread it is of: a recipient. */
  readonly recipient: string;
  readonly team: Named | null;
  readonly person: Named | null;
  readonly device: string;
}

/** A page of answers, the newest first. */
export interface AnswerPage {
  readonly answers: readonly ShownAnswer[];
  /** Where the next page begins; null: there is none. */
  readonly next: string | null;
}

/** What a telephone asks with: what it has received since, and what is answered. */
export interface Exchange {
  /** Greater than in each request of the telephone before. */
  readonly turn: number;
  readonly receipts: readonly { readonly message: string; readonly kind: 'delivered' | 'read' | 'withdrawn' }[];
  readonly answers: readonly {
    readonly id: string;
    readonly message: string;
    readonly text: string;
    readonly deviceTime: string | null;
  }[];
}

/** What a telephone is told. */
export interface Exchanged {
  readonly messages: readonly {
    readonly id: string;
    readonly thread: string | null;
    /** Nothing where it was withdrawn. */
    readonly texts: LocalizedText;
    readonly sentAt: string;
    readonly withdrawnAt: string | null;
  }[];
  /** Whether more are waiting. */
  readonly more: boolean;
  readonly answers: readonly {
    readonly id: string;
    readonly status: 'accepted' | 'same' | 'refused';
    readonly reason: 'content-differs' | 'not-addressed' | null;
  }[];
}
