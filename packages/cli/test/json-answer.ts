/** A line of `--json`, with the addresses in it as numbers. */
export const jsonAnswer = (line: string): unknown =>
  JSON.parse(line, (_, member: unknown) =>
    typeof member === 'string' && /^0x[0-9a-f]+$/.test(member) ? Number(member) : member,
  );
