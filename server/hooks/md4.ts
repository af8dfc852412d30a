// MD4 (RFC 1320), which NTLM hashes passwords with and current OpenSSL no longer offers. Used for nothing else.

const rotl = (x: number, n: number) => (x << n) | (x >>> (32 - n));

/** @returns 16 bytes. */
export function md4(message: Uint8Array): Buffer {
  const length = message.length;
  const padded = Buffer.alloc((((length + 8) >> 6) + 1) << 6);
  padded.set(message);
  padded[length] = 0x80;
  padded.writeBigUInt64LE(BigInt(length) * 8n, padded.length - 8);
  let a = 0x67452301;
  let b = 0xefcdab89;
  let c = 0x98badcfe;
  let d = 0x10325476;
  const x = new Int32Array(16);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) x[i] = padded.readInt32LE(block + i * 4);
    const before = [a, b, c, d] as const;
    const round = (
      mix: (x: number, y: number, z: number) => number,
      add: number,
      order: readonly number[],
      by: readonly number[],
    ) => {
      for (let i = 0; i < 16; i++) {
        const sum = (a + mix(b, c, d) + (x[order[i] ?? 0] ?? 0) + add) | 0;
        [a, b, c, d] = [d, rotl(sum, by[i % 4] ?? 0), b, c];
      }
    };
    round((p, q, r) => (p & q) | (~p & r), 0, rows, [3, 7, 11, 19]);
    round((p, q, r) => (p & q) | (p & r) | (q & r), 0x5a827999, columns, [3, 5, 9, 13]);
    round((p, q, r) => p ^ q ^ r, 0x6ed9eba1, mirrored, [3, 9, 11, 15]);
    a = (a + before[0]) | 0;
    b = (b + before[1]) | 0;
    c = (c + before[2]) | 0;
    d = (d + before[3]) | 0;
  }
  const digest = Buffer.alloc(16);
  for (const [i, word] of [a, b, c, d].entries()) digest.writeInt32LE(word, i * 4);
  return digest;
}

const rows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const columns = [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15];
const mirrored = [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];
