import { UsageError } from "../../../lib/errors";

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Milliseconds of "90s", "30m", "2h"; a bare number counts minutes. */
export function parseDuration(text: string, option: string): number {
  const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text);
  const seconds = match === null ? 0 : Number(match[1]) * (units[match[2] === "" ? "m" : (match[2] ?? "m")] ?? 60);
  if (seconds <= 0) {
    throw new UsageError(`${option} "${text}" is no duration. Write a number of minutes, or 90s, 30m, 2h.`);
  }
  return seconds * 1000;
}

/** "00:42", "12:05", "1:02:03". */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}
