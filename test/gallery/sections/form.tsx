import { useSearchParams } from '@solidjs/router';
import { createSignal } from 'solid-js';
import { must } from '../../../src/kernel/result.ts';
import { FormView } from '../../../src/platform/ui/form/form-view.tsx';
import type { FormPorts } from '../../../src/platform/ui/form/model/ports.ts';
import { devicePosition } from '../../../src/platform/ui/form/place/device-position.ts';
import type { FormSession, NodeKey } from '../../../src/xforms/form/session.ts';
import { everyQuestion, manyQuestions } from '../forms/every-question.ts';
import { observerForm } from '../forms/observer-form.ts';
import plan from '../forms/plan.svg?url';

const files = new Map<string, File>();

const PORTS: FormPorts = {
  urlOf: (name) => (name === 'plan.svg' ? plan : null),
  position: devicePosition,
  media: {
    keep: async (file) => {
      if (file.size > 5_000_000) throw new Error('At most 5 MB');
      files.set(file.name, file);
      return file.name;
    },
    find: async (name) => {
      const file = files.get(name);
      return file === undefined ? null : { sizeBytes: file.size, type: file.type, url: URL.createObjectURL(file) };
    },
  },
};

/** What the address asks for: `form`, one of the forms for observers; `questions`, how many; else every kind of question. */
function openAsked(query: Readonly<Record<string, string | string[] | undefined>>): FormSession {
  if (typeof query.form === 'string') return observerForm(query.form);
  return query.questions === undefined ? everyQuestion() : manyQuestions(Number(query.questions));
}

export function FormSection() {
  const [query] = useSearchParams();
  const [said, setSaid] = createSignal('');
  const session = openAsked(query);
  const asked = session.languages.find((name) => name.endsWith(`(${query['form-language']})`));
  if (asked !== undefined) session.setLanguage(asked);
  const named = (name: unknown) =>
    nodesBelow(session, session.root).find((node) => session.describe(node).name === name);
  Object.assign(window, { answerOf: (name: string) => session.get(must(named(name), `No question ${name}`)).value });
  return (
    <main class="gallery-form">
      <h1 class="only-heard">Form</h1>
      <FormView
        session={session}
        mode={query.mode === 'all' ? 'all' : 'page'}
        start={named(query.start)}
        isSunlit={query.sun !== undefined}
        ports={PORTS}
        onFinish={() => setSaid('Finished')}
      />
      <p role="status">{said()}</p>
    </main>
  );
}

function nodesBelow(session: FormSession, node: NodeKey): readonly NodeKey[] {
  return session.children(node).flatMap((child) => [child, ...nodesBelow(session, child)]);
}
