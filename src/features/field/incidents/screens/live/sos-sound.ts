import { createSignal } from 'solid-js';

const KEY = 'scrutineer-sos-sound';
const [isOn, setIsOn] = createSignal(localStorage.getItem(KEY) === 'on');
let audio: AudioContext | null = null;

/** Whether an SOS is to be heard in this browser. */
export const isSoundOn = isOn;

/** Turns the sound on or off; a click is what has browsers permit it. */
export function switchSound(): void {
  setIsOn(!isOn());
  localStorage.setItem(KEY, isOn() ? 'on' : 'off');
  if (isOn()) playSos();
}

/** Two short tones, where sound is on and the browser permits it. */
export function playSos(): void {
  if (!isOn()) return;
  audio ??= new AudioContext();
  for (const [at, hertz] of [880, 660].entries()) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const start = audio.currentTime + at * 0.25;
    tone.frequency.value = hertz;
    volume.gain.value = 0.2;
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.2);
  }
}
