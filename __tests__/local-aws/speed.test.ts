import { readSpeed } from "../../src/local-aws/speed";

test.each([
  [undefined, 1],
  ["", 1],
  ["1", 1],
  ["60", 60],
  ["2.5", 2.5],
  ["3600", 3600],
])("LOCAL_AWS_SPEED=%s makes minutes pass %d times as fast", (given, speed) => {
  expect(readSpeed(given === undefined ? {} : { LOCAL_AWS_SPEED: given })).toBe(speed);
});

test.each(["0", "-1", "0.5", "3601", "fast", "NaN", "Infinity"])("refuses %s", (given) => {
  expect(() => readSpeed({ LOCAL_AWS_SPEED: given })).toThrow(
    new Error(
      `LOCAL_AWS_SPEED: "${given}" is not a speed. Allowed: 1 (real time) to 3600. ` +
        "Choose 60 to let a minute of a deployment pass in a second, or unset it.",
    ),
  );
});
