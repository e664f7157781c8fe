import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { describe, expect, test } from 'vitest';
import { shareConnections } from './limits.ts';

class Connection extends EventEmitter {
  isOpen = true;
  readonly remoteAddress: string;

  constructor(remoteAddress: string) {
    super();
    this.remoteAddress = remoteAddress;
  }

  destroy(): void {
    this.isOpen = false;
    this.emit('close');
  }
}

function open(most: number) {
  const server = new EventEmitter();
  shareConnections(server as Server, most);
  return (address: string, count = 1) =>
    Array.from({ length: count }, () => {
      const connection = new Connection(address);
      server.emit('connection', connection);
      return connection;
    });
}

const opened = (connections: readonly Connection[]) => connections.filter(({ isOpen }) => isOpen).length;

describe('HTTP-03 connections', () => {
  test('of one address are so many at most, and leave room for others', () => {
    const connect = open(3);
    const many = connect('203.0.113.7', 10);
    expect(opened(many)).toBe(3);
    expect(opened(connect('203.0.113.8'))).toBe(1);
    many[0]?.destroy();
    expect(opened(connect('::ffff:203.0.113.7', 2))).toBe(1);
  });

  test('of one network of IPv6 count together', () => {
    const connect = open(2);
    const addresses = ['2001:db8::1', '2001:db8::2', '2001:db8::3', '2001:db8:0:1::1'];
    expect(addresses.map((address) => opened(connect(address)))).toEqual([1, 1, 0, 1]);
  });

  test('of this machine are not counted', () => {
    const connect = open(1);
    for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '::1']) expect(opened(connect(address, 5))).toBe(5);
  });
});
