// Plain JavaScript for the same reason as boot.mjs.

/** One sentence with a way out for a failed file operation, or null when the error is of another kind. */
export function explainFileError(error, root) {
  // The folder tells more than a temporary name inside it.
  const where = String(error?.path ?? root).replace(/([/\\]\.data)[/\\].*$/, "$1");
  switch (error?.code) {
    case "EACCES":
    case "EPERM":
      return `Forecanvas may not write to ${where}: permission denied. Give your user write access to it (chown -R "$(id -un)" on the folder), or run as the user who owns it.`;
    case "EROFS":
      return `Forecanvas may not write to ${where}: the disk is mounted read-only. Move the folder to a writable disk.`;
    case "ENOSPC":
    case "EDQUOT":
      return `The disk holding ${root} is full. Free some space and run the command again; nothing that was saved is lost.`;
    default:
      return null;
  }
}
