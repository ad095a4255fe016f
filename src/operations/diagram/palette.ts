import type { ClusterKind, Mark, NodeKind } from "./model";

export interface Colours {
  readonly fill: string;
  readonly line: string;
}

export const ink = "#1F2933";
export const quiet = "#6B7785";

/** After Okabe and Ito, whose colours stay apart for the colour-blind: https://jfly.uni-koeln.de/color/ . Signs say the same. */
export const markColours: Readonly<Record<Mark, Colours>> = {
  replace: { fill: "#F4D9E9", line: "#A6287A" },
  delete: { fill: "#FBD9C5", line: "#C04A00" },
  create: { fill: "#C6EDE0", line: "#00795A" },
  update: { fill: "#FCEBB0", line: "#A67C00" },
  forget: { fill: "#E4E7EB", line: "#52606D" },
  move: { fill: "#E4E7EB", line: "#52606D" },
};

export const nodeColours: Readonly<Record<NodeKind, Colours>> = {
  internet: { fill: "#FFFFFF", line: ink },
  front: { fill: "#FFFFFF", line: quiet },
  listener: { fill: "#FFFFFF", line: quiet },
  blue: { fill: "#D6E8FA", line: "#0B63B0" },
  green: { fill: "#D9F2D9", line: "#2B7A2B" },
  service: { fill: "#FFFFFF", line: ink },
  outlet: { fill: "#FFFFFF", line: quiet },
  support: { fill: "#FFFFFF", line: quiet },
};

export const clusterColours: Readonly<Record<ClusterKind, Colours>> = {
  vpc: { fill: "#FFFFFF", line: "#7B5EA7" },
  public: { fill: "#F3F9EE", line: "#A9C78F" },
  private: { fill: "#EEF4FA", line: "#94B4D1" },
  balancer: { fill: "#FFFFFF", line: quiet },
  pair: { fill: "#F7F7F9", line: ink },
  tasks: { fill: "#FFFFFF", line: quiet },
};
