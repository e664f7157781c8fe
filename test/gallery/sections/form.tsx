import { useSearchParams } from '@solidjs/router';
import { createSignal } from 'solid-js';
import { FormView } from '../../../src/platform/ui/form/form-view.tsx';
import type { FormPorts } from '../../../src/platform/ui/form/model/ports.ts';
import { devicePosition } from '../../../src/platform/ui/form/place/device-position.ts';
import { everyQuestion } from '../forms/every-question.ts';
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

export function FormSection() {
  const [query] = useSearchParams();
  const [said, setSaid] = createSignal('');
  const session = everyQuestion();
  return (
    <main class="gallery-form">
      <h1 class="only-heard">Form</h1>
      <FormView
        session={session}
        mode={query.mode === 'all' ? 'all' : 'page'}
        isSunlit={query.sun !== undefined}
        ports={PORTS}
        onFinish={() => setSaid('Finished')}
      />
      <p role="status">{said()}</p>
    </main>
  );
}
