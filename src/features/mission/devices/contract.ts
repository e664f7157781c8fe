import { z } from 'zod';
import { DEVICE_KINDS, isLogin } from './device.ts';

const reason = z.string().trim().min(1).max(1_000);
const mission = z.string().min(1).max(100);

export const devicesParams = z.object({ mission });
export const deviceParams = z.object({ mission, device: z.uuid() });

export const newDeviceBody = z
  .strictObject({
    id: z.uuid(),
    name: z.string().trim().min(1).max(100),
    kind: z.enum(DEVICE_KINDS),
    login: z.string().refine(isLogin).nullable(),
  })
  .refine(({ kind, login }) => kind === 'odk' || login === null, { path: ['login'] });

/** One name on each line; blank lines count. What is wrong with them is told line by line. */
export const newDevicesBody = z.strictObject({
  kind: z.enum(DEVICE_KINDS),
  names: z.array(z.string().max(10_000)).max(10_000),
});

export const deviceReasonBody = z.strictObject({ reason });

export const enrolBody = z.strictObject({
  code: z.string().min(1).max(200),
  /** SPKI in base64url. */
  publicKey: z.string().min(1).max(1_000),
});
