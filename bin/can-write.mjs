import { accessSync, constants } from 'node:fs';

/**
 * Whether this process may change `folder`: neither its owner nor a read-only file system is against it, as the unit of
 * systemd and the container have it.
 *
 * @param {string} folder
 */
export function canWrite(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
