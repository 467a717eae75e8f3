/** A command line that cannot be run: exit code 2. The message is for a person. */
export class UsageError extends Error {
  /** The command whose help may solve it. */
  readonly command: string | undefined;

  constructor(message: string, command?: string) {
    super(message);
    this.name = 'UsageError';
    this.command = command;
  }
}
