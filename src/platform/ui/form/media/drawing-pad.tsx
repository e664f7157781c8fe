import { createSignal, onMount } from 'solid-js';
import { useMessages } from '../../../i18n/language-provider.tsx';
import { Button } from '../../parts/actions/button.tsx';

const LINE_PX = 2.5;
/** A drawing is kept sharper than it is seen. */
const SCALE = 2;

/** A sheet on which one signs or draws with a finger or mouse; the drawing is kept as a picture. */
export function DrawingPad(props: {
  readonly label: string;
  readonly onKeep: (file: File) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useMessages();
  const [isEmpty, setIsEmpty] = createSignal(true);
  let sheet: HTMLCanvasElement | undefined;
  onMount(() => sheet !== undefined && clear(sheet));
  const draw = (event: PointerEvent & { currentTarget: HTMLCanvasElement }, isBegun: boolean) => {
    const pen = event.currentTarget.getContext('2d');
    if (pen === null || (!isBegun && event.buttons === 0)) return;
    if (isBegun) {
      event.currentTarget.setPointerCapture(event.pointerId);
      pen.beginPath();
      pen.moveTo(event.offsetX, event.offsetY);
    }
    pen.lineTo(event.offsetX, event.offsetY);
    pen.stroke();
    setIsEmpty(false);
  };
  const keep = () => {
    sheet?.toBlob((blob) => {
      if (blob !== null) props.onKeep(new File([blob], `drawing-${Date.now()}.png`, { type: 'image/png' }));
    }, 'image/png');
  };
  return (
    <div class="form-stack">
      <canvas
        class="drawing"
        ref={sheet}
        role="img"
        aria-labelledby={props.label}
        onPointerDown={(event) => draw(event, true)}
        onPointerMove={(event) => draw(event, false)}
      />
      <div class="buttons">
        <Button disabled={isEmpty()} onClick={keep}>
          {t('form.upload.keep')}
        </Button>
        <Button look="quiet" onClick={() => [sheet !== undefined && clear(sheet), setIsEmpty(true)]}>
          {t('form.clear')}
        </Button>
        <Button look="quiet" onClick={() => props.onCancel()}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  );
}

/** White paper and a black pen, whatever the page looks like. */
function clear(sheet: HTMLCanvasElement): void {
  const { clientWidth, clientHeight } = sheet;
  sheet.width = clientWidth * SCALE;
  sheet.height = clientHeight * SCALE;
  const pen = sheet.getContext('2d');
  if (pen === null) return;
  pen.scale(SCALE, SCALE);
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, clientWidth, clientHeight);
  pen.lineWidth = LINE_PX;
  pen.lineCap = 'round';
}
