import type { Command } from './command.ts';

/** All commands, in the order of the help. Each is loaded when it is called, so that no command waits for another's code. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  import: async () => (await import('./commands/import.ts')).importCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  calendar: async () => (await import('./commands/calendar.ts')).calendar,
  form: async () => (await import('./commands/form.ts')).form,
  mission: async () => (await import('./commands/mission.ts')).mission,
  device: async () => (await import('./commands/device.ts')).device,
  sample: async () => (await import('./commands/samples/sample.ts')).sample,
  rehearse: async () => (await import('./running/rehearse/rehearse.ts')).rehearse,
  log: async () => (await import('./commands/log.ts')).log,
  witness: async () => (await import('./commands/witness.ts')).witness,
  backup: async () => (await import('./running/backup.ts')).backup,
  'backup-key': async () => (await import('./running/backup-key.ts')).backupKey,
  restore: async () => (await import('./running/restore.ts')).restore,
  'export-all': async () => (await import('./running/export-all.ts')).exportAll,
  upgrade: async () => (await import('./running/upgrade.ts')).upgrade,
  oracle: async () => (await import('./commands/oracle.ts')).oracle,
  'sign-in-link': async () => (await import('./commands/sign-in-link.ts')).signInLink,
};
