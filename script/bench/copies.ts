import { App } from "cdktf";
import { handsOn } from "../../src/environments/hands-on";
import { environmentSchema, withDerivedDefaults } from "../../src/environments/schema";
import { ServiceStack } from "../../src/stacks/service-stack";
import { withoutTokenTraces } from "../../src/stacks/token-traces";

/** Synthesizes so many copies of the hands-on's stack into the working directory and prints the peak memory in MiB. */
function synthesizeCopies(count: number): void {
  const app = new App({ outdir: "cdktf.out" });
  for (let copy = 0; copy < count; copy++) {
    new ServiceStack(app, withDerivedDefaults(environmentSchema.parse({ ...handsOn, name: `copy-${copy}` })));
  }
  app.synth();
}

withoutTokenTraces(() => {
  synthesizeCopies(Number(process.argv[2]));
});
console.log(process.resourceUsage().maxRSS / 1024);
