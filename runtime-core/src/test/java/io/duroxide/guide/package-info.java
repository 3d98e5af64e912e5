/**
 * The examples of {@code docs/guide.md} and {@code docs/operations.md}, run for real. What stands
 * between {@code // guide: name} and {@code // end} is the block of that name on the page; {@link
 * io.duroxide.guide.GuideTest} compares them.
 */
package io.duroxide.guide;
