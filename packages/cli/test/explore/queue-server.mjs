// Serves a queue in a process of its own, for a test that kills it: `node queue-server.mjs SOCKET PATIENCE`.
// A line on standard output for each search that was made here.
import { serveQueue } from '../../dist/explore/redis-queue.js';

const [socket, patience] = process.argv.slice(2);
await serveQueue(socket, {
  workers: 1,
  patience: Number(patience),
  onSearch: (task) => console.log(task),
});
