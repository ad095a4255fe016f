import { readFileSync } from "node:fs";
import { instance } from "@viz-js/viz";
import fc from "fast-check";
import { z } from "zod";
import { checkout } from "../../../src/lib/checkout";
import { diagramOf } from "../../../src/operations/diagram/diagram";
import { dot } from "../../../src/operations/diagram/dot";
import { drawDiagram } from "../../../src/operations/diagram/draw";
import { meanings, signs } from "../../../src/operations/diagram/marks";
import { markColours } from "../../../src/operations/diagram/palette";
import { recorded } from "../review/support";
import { elementsOf, planned, stacks } from "./support";

const names = ["hands-on", "staging", "production"] as const;

/** Where Graphviz puts boxes and texts, in points. */
const layout = z.object({
  objects: z.array(
    z.object({
      name: z.string(),
      pos: z.string().optional(),
      width: z.string().optional(),
      height: z.string().optional(),
      style: z.string().optional(),
      _ldraw_: z
        .array(z.object({ op: z.string(), pt: z.array(z.number()).optional(), width: z.number().optional() }))
        .default([]),
    }),
  ),
});

async function laidOut(text: string) {
  const { objects } = layout.parse((await instance()).renderJSON(text));
  return objects.flatMap(({ name, pos, width, height, style, _ldraw_: drawn }) => {
    if (pos === undefined || style === "invis") return [];
    const [x = NaN, y = NaN] = pos.split(",").map(Number);
    const [half, up] = [36 * Number(width), 36 * Number(height)];
    const texts = drawn.flatMap(({ op, pt: [left = NaN] = [], width: wide = 0 }) =>
      op === "T" ? [{ left, right: left + wide }] : [],
    );
    return [{ name, left: x - half, right: x + half, bottom: y - up, top: y + up, texts }];
  });
}

describe("a drawing", () => {
  it.each(names)("of %s has boxes that do not overlap, and texts within them", async (name) => {
    const boxes = await laidOut(dot(diagramOf(stacks[name], undefined)));
    expect(boxes.length).toBeGreaterThan(8);
    const overlapping = boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter(
          (other) =>
            one.left < other.right && other.left < one.right && one.bottom < other.top && other.bottom < one.top,
        )
        .map((other) => [one.name, other.name]),
    );
    expect(overlapping).toEqual([]);
    const texts = boxes.flatMap(({ texts: all, left, right }) => all.map((one) => ({ ...one, box: [left, right] })));
    expect(texts.length).toBeGreaterThan(30);
    expect(texts.filter(({ left, right, box: [from = 0, to = 0] }) => left < from || right > to)).toEqual([]);
  });

  it.each(names)("of %s fits on a screen, and has a name for who listens", async (name) => {
    const { svg, mermaid } = await drawDiagram(stacks[name], undefined, { title: name });
    const [, width, height] = /^<svg role="img" width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    expect(Number(width)).toBeLessThan(1000);
    expect(Number(height)).toBeLessThan(1200);
    expect(svg.slice(svg.indexOf("<title>")).startsWith(`<title>${name}</title>`)).toBe(true);
    expect(elementsOf(svg)).toContain("text");
    // GitHub draws no Mermaid that is longer than its `maxTextSize`, 50,000 characters.
    expect(mermaid.length).toBeLessThan(10_000);
    expect(svg).not.toMatch(/<image|<a |<script|<style|\bhref=/);
  });

  it("is the same each time", async () => {
    const { stack, changes, options } = planned(recorded("cluster-renamed"));
    const first = await drawDiagram(stack, changes, options);
    expect(await drawDiagram(structuredClone(stack), changes, options)).toEqual(first);
  });

  it("shows what a plan does by colour and by sign, and says so in its legend", async () => {
    const { stack, changes, options } = planned(recorded("subnet-removed"));
    const { svg, mermaid } = await drawDiagram(stack, changes, options);
    for (const mark of ["delete", "update"] as const) {
      expect(svg.toUpperCase()).toContain(`FILL="${markColours[mark].fill}"`);
      expect(svg).toContain(`${meanings[mark]}: ${mark === "delete" ? 2 : 4}`);
      expect(svg).toContain(`${signs[mark].replace("-", "&#45;")}</text>`);
    }
    expect(svg).toMatch(/text-decoration="line-through"[^>]*>ap&#45;northeast&#45;1c 10\.0\.3\.0\/24</);
    expect(mermaid).toContain("ap-northeast-1a 10.0.2.0/24, #45; ap-northeast-1c 10.0.3.0/24");
    expect(mermaid).toContain("s3<br/>#126; ecr.api<br/>#126; ecr.dkr<br/>#126; logs");
    expect(mermaid).toContain(`fill:${markColours.update.fill},stroke:${markColours.update.line}`);
  });

  it("draws a plan that removes everything", async () => {
    const { stack, changes, options } = planned(recorded("destroyed"));
    const { svg } = await drawDiagram(stack, changes, options);
    expect(svg).toContain("removed: 44");
  });

  it.each(["hands-on", "production"] as const)("of %s is the one that the documents show", async (name) => {
    const file = `docs/images/${name}.svg`;
    const { svg } = await drawDiagram(stacks[name], undefined, { title: name });
    const remedy = `If it is meant, run: npm run synth, then npm run diagram -- ${name} --out ${file}`;
    expect({ remedy, svg: readFileSync(`${checkout.root}/${file}`, "utf8") }).toEqual({ remedy, svg });
  });
});

describe("any text of a configuration", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom(
      '"]; end',
      "</svg>",
      "<b>&amp;",
      "`**x**`",
      "1. a",
      "- a",
      "#quot;",
      "\\",
      '\\"',
      "a\nb",
      "%%{",
      "]]>",
    ),
  );

  it("becomes well-formed pictures, and nothing but text", async () => {
    const { mermaid: usual } = await drawDiagram(stacks["hands-on"], undefined);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 6, maxLength: 6 }), async (given) => {
        const { svg, mermaid } = await drawDiagram(withTexts(given), undefined, { title: given[0] });
        expect(elementsOf(svg)).not.toContain("b");
        const lines = mermaid.split("\n");
        expect(lines).toHaveLength(usual.split("\n").length);
        const labels = [...mermaid.matchAll(/\["(.*)"\]$/gm)].map(([, label = ""]) => label);
        expect(labels.length).toBeGreaterThan(10);
        expect(labels.filter((label) => !safe.test(label))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  const safe = /^(<br\/>|#\d+;|[\p{L}\p{N} .,:/()_→●○–…-])*$/u;

  /** Where names come from that people choose. */
  function withTexts([first, second, third, fourth, fifth, sixth]: readonly (string | undefined)[]) {
    const stack = structuredClone(stacks["hands-on"]);
    const set = (type: string, attribute: string, value: string | undefined) => {
      for (const block of Object.values(stack.resource[type] ?? {})) block[attribute] = value;
    };
    set("aws_vpc", "cidr_block", first);
    set("aws_lb", "name", second);
    set("aws_lb_target_group", "name", third);
    set("aws_ecs_service", "name", fourth);
    set("aws_subnet", "availability_zone", fifth);
    set("aws_cloudwatch_log_group", "name", sixth);
    return stack;
  }
});
