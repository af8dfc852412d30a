// MD4 (RFC 1320). NTLM needs it and OpenSSL 3 no longer has it. Good for nothing else.
const rotate = (value: number, by: number) => (value << by) | (value >>> (32 - by));
const shifts = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15],
] as const;
const orders = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
] as const;
const constants = [0, 0x5a827999, 0x6ed9eba1] as const;
const mixers = [
  (x: number, y: number, z: number) => (x & y) | (~x & z),
  (x: number, y: number, z: number) => (x & y) | (x & z) | (y & z),
  (x: number, y: number, z: number) => x ^ y ^ z,
] as const;

export function md4(message: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil((message.length + 9) / 64) * 64);
  message.copy(padded);
  padded[message.length] = 0x80;
  padded.writeUInt32LE((message.length * 8) >>> 0, padded.length - 8);
  padded.writeUInt32LE(Math.floor(message.length / 0x20000000), padded.length - 4);
  let state: [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < padded.length; block += 64) state = oneBlock(state, padded, block);
  const digest = Buffer.alloc(16);
  for (const [index, word] of state.entries()) digest.writeInt32LE(word | 0, index * 4);
  return digest;
}

function oneBlock(from: [number, number, number, number], bytes: Buffer, at: number): [number, number, number, number] {
  let [a, b, c, d] = from;
  for (const round of [0, 1, 2] as const) {
    for (const [step, word] of orders[round].entries()) {
      const sum = a + mixers[round](b, c, d) + bytes.readInt32LE(at + word * 4) + constants[round];
      [a, d, c, b] = [d, c, b, rotate(sum | 0, shifts[round][step % 4] ?? 0)];
    }
  }
  return [(from[0] + a) | 0, (from[1] + b) | 0, (from[2] + c) | 0, (from[3] + d) | 0];
}
