import { createMemo, For } from 'solid-js';
import { type ClaimsFile, pictureClaims } from './claims-view.ts';
import { ContradictionView } from './contradiction-view.tsx';
import './claims.css';

/** Beside one claim: every contradiction that it stands in, with the contrary claims and what a reader made of it. */
export function ClaimContradictions(props: { readonly file: ClaimsFile; readonly claimKey: string }) {
  const picture = createMemo(() => pictureClaims(props.file));
  const found = () =>
    Array.from(picture().contradictionsOf.values())
      .flat()
      .filter(
        ({ claims, computed }) =>
          claims.some(({ key }) => key === props.claimKey) ||
          computed.some(({ comparison }) => comparison.claim.key === props.claimKey),
      );
  return (
    <div class="claims claims-beside">
      <For each={found()}>
        {(contradiction) => <ContradictionView found={contradiction} picture={picture()} heading="h3" />}
      </For>
    </div>
  );
}
