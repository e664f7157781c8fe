import { crc32, deflateSync } from 'node:zlib';
import { seeded } from '../../../../../kernel/seed.ts';

const [WIDTH, HEIGHT] = [96, 64];

/** A picture of coloured squares, PNG: the same seed draws the same one. */
export function drawPicture(seed: string): Buffer {
  const random = seeded(seed);
  const colours = Array.from({ length: (WIDTH / 8) * (HEIGHT / 8) * 3 }, () => random.below(256));
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const row = Buffer.alloc(1 + WIDTH * 3);
    for (let x = 0; x < WIDTH * 3; x += 1) {
      const square = Math.floor(y / 8) * (WIDTH / 8) + Math.floor(x / 24);
      row[x + 1] = colours[square * 3 + (x % 3)] ?? 0;
    }
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.concat(rows));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
