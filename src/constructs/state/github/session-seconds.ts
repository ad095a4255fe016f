/**
 * Seconds for which a job may hold a role; AWS gives an hour to who says nothing. The workflows in .github ask for as much.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
 */
export const sessionSeconds = {
  /** A certificate that waits for its validation alone takes up to 75 minutes. */
  apply: 2 * 60 * 60,
  /** As long as GitHub lets a job run: minutes of waiting for people and traffic add up. */
  release: 6 * 60 * 60,
} as const;
