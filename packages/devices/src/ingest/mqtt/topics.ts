/** Devices publish to `up`, or to anything below it: who sent a message stands in the message, not in the topic. */
export const uplink = "up";

/** What the node publishes: readings that anybody may see, alerts, and settled epochs. */
export const downlinks = ["readings", "alerts", "epochs"] as const;

export function isUplink(topic: string): boolean {
  return topic === uplink || topic.startsWith(`${uplink}/`);
}

/** Whether a client may ask for a filter: one of the downlinks, whole or in part. */
export function isOpenFilter(filter: string): boolean {
  return downlinks.some((name) => filter === name || filter.startsWith(`${name}/`));
}

/** A name as one level of a topic: the three characters that have a meaning there are written as in URLs. */
export function topicLevel(name: string): string {
  return name.replace(/[/+#]/g, (character) => encodeURIComponent(character));
}
