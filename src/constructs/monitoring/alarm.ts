import { Construct } from "constructs";
import { CloudwatchMetricAlarm } from "../../aws";
import type { Measure } from "./metrics";

export interface AlarmProps {
  /** Unique in account and region. */
  readonly name: string;
  /** What it means and what to do, for the person who is called. */
  readonly description: string;
  readonly measure: Measure;
  /** From which figure on a minute is bad: `above` the threshold, or `from` it on. */
  readonly bad: { readonly above: number } | { readonly from: number };
  /** How many of how many minutes have to be bad. */
  readonly minutes: { readonly breaching: number; readonly of: number };
  /** What a minute without data is. */
  readonly withoutData: "good" | "bad";
  readonly topicArn: string;
}

const minute = 60;

/** An alarm on a figure, which tells the topic when it goes off and when it is over. 0.10 USD a month for each metric. */
export class Alarm extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    const { measure, bad } = props;
    const alarm = new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: props.description,
      metricQuery: [
        ...measure.steps.map(({ id: stepId, expression }) => ({ id: stepId, expression, returnData: false })),
        { ...measure.result, returnData: true },
        ...Object.entries(measure.metrics).map(([metricId, { namespace, name, dimensions, statistic }]) => ({
          id: metricId,
          metric: { namespace, metricName: name, dimensions: { ...dimensions }, period: minute, stat: statistic },
          returnData: false,
        })),
      ],
      ...("above" in bad
        ? { comparisonOperator: "GreaterThanThreshold", threshold: bad.above }
        : { comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: bad.from }),
      evaluationPeriods: props.minutes.of,
      datapointsToAlarm: props.minutes.breaching,
      treatMissingData: props.withoutData === "good" ? "notBreaching" : "breaching",
      alarmActions: [props.topicArn],
      okActions: [props.topicArn],
    });
    this.name = alarm.alarmName;
    this.arn = alarm.arn;
  }
}
