import { createRoot } from 'solid-js';
import { describe, expect, test } from 'vitest';
import { everyQuestion } from '../../../../../test/gallery/forms/every-question.ts';
import { must } from '../../../../kernel/result.ts';
import type { FormSession, NodeKey } from '../../../../xforms/form/session.ts';
import { createFormModel, type FormModel } from '../model/form-model.ts';
import { listSections, titleOf } from './sections.ts';
import { findStops, isShown } from './stops.ts';

function openModel(): FormModel {
  return createRoot(() => createFormModel(everyQuestion(), () => undefined));
}

type Kind = 'question' | 'repeat';

/** The first node of that kind and name below another one. */
function named(session: FormSession, name: string, below: NodeKey = session.root, kind: Kind = 'question'): NodeKey {
  const search = (node: NodeKey): NodeKey | undefined => {
    const found = session.describe(node);
    if (found.name === name && found.kind === kind) return node;
    return session.children(node).map(search).find(Boolean);
  };
  return must(search(below), `No node ${name}`);
}

const repeatOf = (model: FormModel) => named(model.session, 'visit', model.session.root, 'repeat');

const namesOf = (model: FormModel) => findStops(model).map(({ kind, node }) => `${kind} ${model.describe(node).name}`);

describe('stops', () => {
  test('are questions, pages and repeats, in the order of the form', () => {
    expect(namesOf(openModel())).toEqual([
      'question open',
      'question late',
      'question note',
      'question quick',
      'list count',
      'question station',
      'question when',
      'question who',
      'repeat visit',
      'list kinds',
    ]);
  });
  test('grow and shrink with the copies of a repeat', () => {
    const model = openModel();
    const visit = repeatOf(model);
    const copy = must(model.addCopy(visit), 'a copy');
    expect(findStops(model)).toHaveLength(12);
    model.removeCopy(copy);
    expect(findStops(model)).toHaveLength(10);
    model.removeCopy(must(model.children(visit)[0], 'the first copy'));
    expect(namesOf(model).slice(5, 8)).toEqual(['question station', 'repeat visit', 'list kinds']);
  });
  test('are passed over while they do not matter', () => {
    const model = openModel();
    const late = () =>
      must(
        findStops(model).find(({ node }) => model.describe(node).name === 'late'),
        'late',
      );
    expect(isShown(model, late())).toBe(false);
    model.answer(named(model.session, 'open'), 'no');
    expect(isShown(model, late())).toBe(true);
  });
});

describe('sections', () => {
  test('say what is missing, what is wrong and what is answered', () => {
    const model = openModel();
    model.answer(named(model.session, 'voters'), '10');
    model.answer(named(model.session, 'valid'), '11');
    const found = listSections(model).map(({ title, missingCount, wrongCount, isAnswered }) => {
      return [title.words, title.number, missingCount, wrongCount, isAnswered];
    });
    expect(found).toEqual([
      ['Opening', null, 1, 0, false],
      ['Count', null, 0, 1, true],
      ['Polling station', null, 0, 0, false],
      ['Visit', 1, 1, 0, false],
      ['All kinds', null, 1, 0, true],
    ]);
  });
});

describe('a copy that is taken away', () => {
  test('comes back at its place with its answers, and the others keep theirs', () => {
    const model = openModel();
    const visit = repeatOf(model);
    for (const who of ['first', 'second', 'third']) {
      const copy = who === 'first' ? must(model.children(visit)[0], 'a copy') : must(model.addCopy(visit), 'a copy');
      model.answer(named(model.session, 'who', copy), who);
    }
    const people = () => model.children(visit).map((copy) => model.state(named(model.session, 'who', copy)).value);
    const undo = model.removeCopy(must(model.children(visit)[1], 'the second'));
    expect(people()).toEqual(['first', 'third']);
    undo();
    expect(people()).toEqual(['first', 'second', 'third']);
    expect(model.children(visit).map((copy) => titleOf(model, copy).number)).toEqual([1, 2, 3]);
  });
});

test('a change is heard once, with what it changed', () => {
  const session = everyQuestion();
  const heard: string[][] = [];
  const model = createRoot(() =>
    createFormModel(session, ({ nodes }) => heard.push([...nodes].map((node) => session.describe(node).name).sort())),
  );
  model.answer(named(session, 'invalid'), '4');
  heard.length = 0;
  model.answer(named(session, 'invalid'), '5');
  model.answer(named(session, 'invalid'), '5');
  expect(heard).toEqual([['invalid', 'sum']]);
});
