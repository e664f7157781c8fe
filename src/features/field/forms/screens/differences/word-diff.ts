/** A run of words that both texts have, or one of them alone. */
export interface WordRun {
  readonly text: string;
  readonly isChanged: boolean;
}

/** Two texts cut into runs; the runs of a text joined are the text. */
export interface WordDiff {
  readonly before: readonly WordRun[];
  readonly after: readonly WordRun[];
}

/** So many pairs of words are held against each other; of longer texts only what they begin and end with. */
const MOST_PAIRS = 250_000;

/** Finds the words in which two texts differ, by a longest common subsequence; words are letters and digits, signs and spaces stand alone. */
export function diffWords(before: string, after: string): WordDiff {
  const [one, other] = [before, after].map(cutWords) as [string[], string[]];
  const start = countAlike(one, other);
  const end = countAlike(one.slice(start).reverse(), other.slice(start).reverse());
  const middle = [one, other].map((words) => words.slice(start, words.length - end)) as [string[], string[]];
  const kept = middle[0].length * middle[1].length > MOST_PAIRS ? [] : commonPairs(...middle);
  const isCommon = (side: 0 | 1, words: readonly string[]) => {
    const common = new Set(kept.map((pair) => pair[side]));
    return (at: number) => at < start || at >= words.length - end || common.has(at - start);
  };
  return { before: joinRuns(one, isCommon(0, one)), after: joinRuns(other, isCommon(1, other)) };
}

function cutWords(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}_]+|\s+|[^\p{L}\p{M}\p{N}_\s]/gu) ?? [];
}

function countAlike(one: readonly string[], other: readonly string[]): number {
  const shorter = Math.min(one.length, other.length);
  const at = one.slice(0, shorter).findIndex((word, index) => word !== other[index]);
  return at < 0 ? shorter : at;
}

/** A word counts more than a space: otherwise a word might be given up for the space beside it. */
function weigh(word: string | undefined): number {
  return word?.trim() === '' ? 1 : 2;
}

/** Places of the weightiest common subsequence, as pairs. */
function commonPairs(one: readonly string[], other: readonly string[]): [number, number][] {
  const width = other.length + 1;
  const lengths = new Uint32Array((one.length + 1) * width);
  const lengthAt = (a: number, b: number) => lengths[a * width + b] ?? 0;
  for (let a = one.length - 1; a >= 0; a -= 1) {
    for (let b = other.length - 1; b >= 0; b -= 1) {
      const isSame = one[a] === other[b];
      lengths[a * width + b] = isSame
        ? lengthAt(a + 1, b + 1) + weigh(one[a])
        : Math.max(lengthAt(a + 1, b), lengthAt(a, b + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let a = 0, b = 0; a < one.length && b < other.length; ) {
    if (one[a] === other[b]) {
      pairs.push([a, b]);
      a += 1;
      b += 1;
    } else if (lengthAt(a + 1, b) >= lengthAt(a, b + 1)) a += 1;
    else b += 1;
  }
  return pairs;
}

/** Neighbours of one kind are one run; a space between two changed words is changed with them. */
function joinRuns(words: readonly string[], isCommon: (at: number) => boolean): WordRun[] {
  const runs: { text: string; isChanged: boolean }[] = [];
  words.forEach((text, at) => {
    const isBridge = text.trim() === '' && at > 0 && !isCommon(at - 1) && at + 1 < words.length && !isCommon(at + 1);
    const isChanged = isBridge || !isCommon(at);
    const last = runs.at(-1);
    if (last?.isChanged === isChanged) last.text += text;
    else runs.push({ text, isChanged });
  });
  return runs;
}
