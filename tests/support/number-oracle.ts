// What may be dialled from a house in Portugal that allows Portugal and Spain, as a table of ranges written from the two
// numbering plans and not from the policy. It makes numbers by the table, spelt as people spell them, each with what
// must become of it. It shares no code with the policy and none with its parser.

export interface Specimen {
  readonly typed: string;
  /** As the PBX must get it; null = it must never get it. */
  readonly wire: string | null;
  readonly why: string;
}
/** Draws from 0 up to, but not including, `below`. */
export type Draw = (below: number) => number;

/** The same numbers for the same seed. */
export function seededDraw(seed: number): Draw {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

/** Prefixes of nine-digit numbers. */
const portuguese = {
  open: '211 212 213 214 217 218 219 222 223 225 226 227 229 231 232 239 244 251 253 256 258 261 262 265 266 269 271 273 276 281 282 284 289 291 295 296 300 800 910 912 915 919 921 924 926 930 933 936 939 960 963 966 969',
  closed: '601 607 608 646 648 707 708 760 761 762 808 809 884',
  /** Nothing ordinary lives there; without the country code they are somebody's mobile in Spain. */
  closedWithCode: '600 603 610 620 633 655 666 671 689 690 699 700 711 722 733 744 750 765 777 788 799',
};
const spanish = {
  open: '600 602 606 609 610 616 620 629 630 636 645 647 650 655 659 661 666 670 677 680 687 689 690 696 699 711 717 722 733 744 910 914 917 930 933 936 950 952 955 956 958 800 900',
  closed: '700 701 703 704 707 708 803 806 807 901 902 904 905 907 908 909 510 511 515 519',
};
const list = (text: string) => text.split(' ');
const portugueseOpen = new Set(list(portuguese.open));
const portugueseClosed = new Set(list(portuguese.closed));
/** Voice mail boxes and pagers of Portugal lie here, wholly or in parts: Spanish only with the code. */
const portugueseBoxes = new Set(list('600 609 622 639 659 669 689'));
const spanishClosed = new Set(list(spanish.closed));

/** Every other country code, and the codes of no country. */
const abroad = list(
  '1 7 20 27 30 31 32 33 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291 297 298 299 350 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 380 381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 800 808 850 852 853 855 856 870 878 880 881 882 883 886 888 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998',
);
const emergencies = list('112 911 999 000 061 062 080 085 091 092 110 113 114 115 118 119 122 133 144 190 193 995 998');
const emergencyAnywhere = list('112 911 999');
const steering = [
  '*',
  '#',
  ',',
  ';',
  'p',
  'w',
  '@',
  'P',
  'x',
  '٣',
  '３',
  '\n',
  '\t',
  '\u200b',
  '\u202e',
  '%',
  '&',
  '=',
  '+',
];

const kinds: readonly ((draw: Draw) => Specimen)[] = [
  (draw) => {
    const number = nine(draw, list(portuguese.open));
    return { ...spelt(draw, '351', number), wire: number, why: 'Portuguese, ordinary' };
  },
  (draw) => {
    const number = nine(draw, list(spanish.open));
    return { typed: withCode(draw, '34', number), wire: `0034${number}`, why: 'Spanish, ordinary, with its code' };
  },
  (draw) => {
    const number = nine(
      draw,
      list(spanish.open).filter((prefix) => !portugueseBoxes.has(prefix)),
    );
    return { typed: separated(draw, number), wire: number, why: 'Spanish, ordinary, as dialled in Spain' };
  },
  (draw) => {
    const number = nine(draw, list(portuguese.closed));
    return { ...spelt(draw, '351', number), wire: null, why: 'Portuguese, costly' };
  },
  (draw) => {
    const number = nine(draw, list(portuguese.closedWithCode));
    return { typed: withCode(draw, '351', number), wire: null, why: 'Portuguese, costly or unassigned, with its code' };
  },
  (draw) => {
    const number = nine(draw, list(spanish.closed));
    return { ...spelt(draw, '34', number), wire: null, why: 'Spanish, costly' };
  },
  (draw) => {
    const number = `600${digits(draw, 6)}`;
    return { typed: separated(draw, number), wire: null, why: 'a Spanish mobile that is a voice mail box in Portugal' };
  },
  // The hardest for a reader of two countries: Spanish mobiles that are Portuguese audiotext without their code.
  (draw) => {
    const number = nine(draw, ['601', '607', '608', '646', '648']);
    return draw(2) === 0
      ? { typed: withCode(draw, '34', number), wire: `0034${number}`, why: 'a Spanish mobile with its code' }
      : { typed: separated(draw, number), wire: null, why: 'a Spanish mobile that is audiotext in Portugal' };
  },
  (draw) => {
    const code = pick(draw, abroad);
    const number = digits(draw, 5 + draw(Math.max(1, 10 - code.length)));
    return { typed: withCode(draw, code, number), wire: null, why: 'abroad, or of no country' };
  },
  (draw) => {
    const number = pick(draw, emergencies);
    const anywhere = pick(draw, emergencyAnywhere);
    const typed = [
      separated(draw, number),
      withCode(draw, pick(draw, ['351', '34', '44', '1']), number),
      `0${anywhere}`,
      `00${anywhere}`,
      `+${anywhere}`,
      `tel:${number}`,
    ];
    return { typed: pick(draw, typed), wire: null, why: 'emergency' };
  },
  (draw) => ({ typed: separated(draw, `118${digits(draw, draw(4))}`), wire: null, why: 'directory enquiries' }),
  (draw) => {
    const number = nine(draw, list(portuguese.open));
    const at = 1 + draw(9);
    const typed = `${number.slice(0, at)}${pick(draw, steering)}${number.slice(at)}`;
    return { typed, wire: null, why: 'characters that steer' };
  },
  (draw) => {
    const number = draw(2) === 0 ? pick(draw, ['8', '9']) + digits(draw, draw(4)) : `9${digits(draw, 15 + draw(30))}`;
    return { typed: number, wire: null, why: 'too short or too long' };
  },
];

export function specimen(draw: Draw): Specimen {
  return pick(draw, kinds)(draw);
}

const pick = <T>(draw: Draw, from: readonly T[]): T => {
  const one = from[draw(from.length)];
  if (one === undefined) throw new Error('nothing to choose from');
  return one;
};
const digits = (draw: Draw, count: number) => Array.from({ length: count }, () => String(draw(10))).join('');
const nine = (draw: Draw, prefixes: readonly string[]) => pick(draw, prefixes) + digits(draw, 6);

/** With its country code, or as dialled at home. */
function spelt(draw: Draw, code: string, number: string): { typed: string } {
  return { typed: draw(2) === 0 ? withCode(draw, code, number) : separated(draw, number) };
}

function withCode(draw: Draw, code: string, number: string): string {
  const front = pick(draw, [`+${code}`, `00${code}`, `+${code} `, `(+${code}) `, `tel:+${code}`, ` +${code}.`]);
  // Only where the country has no zero of its own to lose.
  const zero = (code === '351' || code === '34') && draw(6) === 0 ? '(0) ' : '';
  return front + zero + separated(draw, number);
}

function separated(draw: Draw, number: string): string {
  const mark = pick(draw, ['', '', ' ', '-', '.', '\u00a0', '/', '\u2009', '\u2011']);
  const every = 1 + draw(4);
  return [...number].map((digit, index) => (index > 0 && index % every === 0 ? mark + digit : digit)).join('');
}

/** The table contradicts itself nowhere: what is open in it is closed nowhere in the same country. */
export function contradictions(): string[] {
  return [
    ...[...portugueseOpen].filter((prefix) => portugueseClosed.has(prefix)),
    ...list(spanish.open).filter((prefix) => spanishClosed.has(prefix)),
  ];
}
