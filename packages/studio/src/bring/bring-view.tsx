/** What somebody brings - a capture, a map, a log, a kernel - and what there is to say of it. */
export const BringView = () => <h2>Bring your own</h2>;
