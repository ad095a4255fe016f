import { changed, problemsOf } from "../support";

describe("two environments", () => {
  it("share a bucket, with a state of its own for each", () => {
    expect(problemsOf(changed(), changed(["name", "staging"], ["project", "Staging"]))).toEqual([]);
  });

  it("do not share a name", () => {
    expect(problemsOf(changed(), changed(["backend.key", "other.tfstate"]))).toEqual([
      'hands-on: name: "hands-on" is the name of two environments. Allowed: each name once. Rename one of the two.',
    ]);
  });

  it.each([
    [
      { type: "s3", bucket: "lab-state", key: "lab.tfstate" },
      'staging: backend: "s3://lab-state/lab.tfstate" is the state of two stacks, hands-on and staging. ' +
        "Allowed: a state of its own for each stack. Choose another backend.key.",
    ],
    [
      { type: "cloud", organization: "acme", workspace: "lab" },
      'staging: backend: "app.terraform.io/acme/lab" is the state of two stacks, hands-on and staging. ' +
        "Allowed: a state of its own for each stack. Choose another backend.workspace.",
    ],
    [
      { type: "local", path: "lab.tfstate" },
      'staging: backend: "lab.tfstate" is the state of two stacks, hands-on and staging. ' +
        "Allowed: a state of its own for each stack. Choose another backend.path.",
    ],
  ])("do not share the state in %j", (backend, message) => {
    expect(
      problemsOf(
        changed(["backend", backend]),
        changed(["name", "staging"], ["project", "Staging"], ["backend", backend]),
      ),
    ).toEqual([message]);
  });

  it("leave the state of each other's bucket alone, whichever comes first", () => {
    const intruder = changed(["backend.key", "staging-state/terraform.tfstate"]);
    const staging = changed(["name", "staging"], ["project", "Staging"]);
    const fault =
      '"s3://container-hands-on-terraform-state/staging-state/terraform.tfstate" is the state of two stacks';
    const rest = "Allowed: a state of its own for each stack. Choose another backend.key.";
    expect(problemsOf(intruder, staging)).toEqual([`staging: backend: ${fault}, hands-on and staging-state. ${rest}`]);
    expect(problemsOf(staging, intruder)).toEqual([`hands-on: backend: ${fault}, staging-state and hands-on. ${rest}`]);
  });

  it.each([
    [undefined, "maybe in the same account"],
    ["123456789012", "in the same account 123456789012"],
  ])("do not share a project's name where both are in account %s", (account, where) => {
    const accounts = ["account", account] as const;
    expect(problemsOf(changed(accounts), changed(["name", "staging"], accounts))).toEqual([
      `staging: project: "ContainerHandsOn" is also the project of hands-on, ${where}. Allowed: a project's name for each environment of an account that no other begins with. Choose another name, or set account in both if they are in different ones.`,
    ]);
  });

  it.each([
    ["shop", "shop-staging"],
    ["shop-staging", "shop"],
  ])("do not have projects of which one begins with the other: %s and %s", (first, second) => {
    expect(problemsOf(changed(["project", first]), changed(["name", "staging"], ["project", second]))).toEqual([
      `staging: project: "${second}" makes names that "${first}", the project of hands-on, makes too, maybe in the same account. Allowed: a project's name for each environment of an account that no other begins with. Choose another name, or set account in both if they are in different ones.`,
    ]);
    expect(problemsOf(changed(["project", "shop"]), changed(["name", "staging"], ["project", "shopping"]))).toEqual([]);
  });

  it("may share a project's name in different accounts", () => {
    const staging = changed(["name", "staging"], ["account", "210987654321"]);
    expect(problemsOf(changed(["account", "123456789012"]), staging)).toEqual([]);
  });
});
