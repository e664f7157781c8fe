/** Bounds what all requests together hold in memory, so that no sender starves another. */
export interface WorkBudget {
  /** Begins a request of that device; null: it has too many already. */
  enter(deviceId: string): WorkTicket | null;
}

/** What one request holds. */
export interface WorkTicket {
  /** Whether so many more bytes may be held. */
  grow(bytes: number): boolean;
  /** The request has ended; to be called once. */
  leave(): void;
}

export interface BudgetLimits {
  /** Held by all requests together. */
  readonly bytes: number;
  /** Held by all requests of one device. */
  readonly deviceBytes: number;
  /** Requests of one device at a time. */
  readonly deviceRequests: number;
}

interface Holding {
  requests: number;
  bytes: number;
}

export function createWorkBudget(limits: BudgetLimits): WorkBudget {
  const devices = new Map<string, Holding>();
  let held = 0;
  return {
    enter: (deviceId) => {
      const device = devices.get(deviceId) ?? { requests: 0, bytes: 0 };
      if (device.requests >= limits.deviceRequests) return null;
      device.requests += 1;
      devices.set(deviceId, device);
      let own = 0;
      return {
        grow: (bytes) => {
          if (held + bytes > limits.bytes || device.bytes + bytes > limits.deviceBytes) return false;
          [held, own] = [held + bytes, own + bytes];
          device.bytes += bytes;
          return true;
        },
        leave: () => {
          held -= own;
          device.bytes -= own;
          device.requests -= 1;
          if (device.requests === 0) devices.delete(deviceId);
        },
      };
    },
  };
}
