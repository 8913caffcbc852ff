package io.databricksoperator.settings;

/**
 * What the operator itself puts into the settings it sends.
 *
 * @param ownerTag the value of the tag {@link OwnerTag#NAME}
 * @param runAs who the runs act as when the manifest does not say
 * @param defaultName the job's name when the manifest gives none
 * @param suspend whether schedule, trigger and continuous are sent paused
 */
public record Stamp(String ownerTag, RunAs runAs, String defaultName, boolean suspend) {}
