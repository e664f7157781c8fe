import { useSearchParams } from '@solidjs/router';
import { createSignal } from 'solid-js';
import { ApiProblem } from '../../../src/platform/ui/api.ts';
import { FillForm } from '../../../src/platform/ui/fill-form/fill-form.tsx';
import { paperForm, roundForm } from '../forms/paper-form.ts';

const sent: string[] = [];

/** What the address asks for: `form`, `round` for another one; `rules`; `record`, XML of an earlier record; `fail`, how many times sending fails. */
export function FillSection() {
  const [query] = useSearchParams();
  const [said, setSaid] = createSignal('');
  let failing = Number(query.fail ?? 0);
  Object.assign(window, { sent });
  return (
    <main class="gallery-form">
      <h1 class="only-heard">Form</h1>
      <a href="/form">Elsewhere</a>
      <FillForm
        form={query.form === 'round' ? roundForm() : paperForm()}
        record={typeof query.record === 'string' ? query.record : undefined}
        draftKey={`gallery/${query.form ?? ''}/${query.record ?? ''}`}
        rules={query.rules === 'as-written' ? 'as-written' : 'kept'}
        takesFiles={query.rules !== 'as-written'}
        onSubmit={async ({ xml, files }) => {
          sent.push(xml);
          failing -= 1;
          if (failing >= 0) throw new ApiProblem({ code: 'offline', status: 0 });
          setSaid(`Sent with ${files.length} files`);
        }}
      />
      <p>{said()}</p>
    </main>
  );
}
