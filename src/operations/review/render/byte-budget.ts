/** What stands around parts, if any of them fits. */
export interface Frame {
  readonly open: readonly string[];
  readonly close: readonly string[];
}

/** Gives out bytes until a part does not fit; from then on nothing more, so that a reader misses no middle. */
export class ByteBudget {
  private full = false;

  constructor(private left: number) {}

  get isFull(): boolean {
    return this.full;
  }

  fit(parts: Iterable<string>, { open, close }: Frame = { open: [], close: [] }): readonly string[] {
    const fitting: string[] = [];
    for (const part of parts) {
      const needed = sizeOf(fitting.length === 0 ? [...open, part, ...close] : [part]);
      if (this.full || needed > this.left) {
        this.full = true;
        break;
      }
      this.left -= needed;
      fitting.push(part);
    }
    return fitting.length === 0 ? [] : [...open, ...fitting, ...close];
  }
}

/** Bytes of lines, each with its line feed. */
export function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}
