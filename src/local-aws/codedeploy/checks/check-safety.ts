import { AwsError } from "../../protocol/call";
import type { GroupSettings } from "./group-settings";

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AlarmConfiguration.html */
export function checkAlarms(config: GroupSettings["alarmConfiguration"]): void {
  const names = config?.alarms?.map((alarm) => alarm.name ?? "") ?? [];
  if (names.length > 10) {
    throw new AwsError(
      "AlarmsLimitExceededException",
      `A deployment group has at most 10 alarms; given: ${names.length}.`,
    );
  }
  const refused = names.find((name, index) => name === "" || name.length > 255 || names.indexOf(name) < index);
  if (refused !== undefined) {
    throw invalidAlarms(`The alarm name "${refused}" is empty, longer than 255 characters, or given twice.`);
  }
  if (config?.enabled === true && names.length === 0) throw invalidAlarms("Alarms are enabled, but none is named.");
}

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AutoRollbackConfiguration.html */
export function checkAutoRollback(config: GroupSettings["autoRollbackConfiguration"]): void {
  if (config?.enabled !== true || (config.events?.length ?? 0) > 0) return;
  throw new AwsError("InvalidAutoRollbackConfigException", "Automatic rollback is enabled, but no event is named.");
}

function invalidAlarms(message: string): AwsError {
  return new AwsError("InvalidAlarmConfigException", message);
}
