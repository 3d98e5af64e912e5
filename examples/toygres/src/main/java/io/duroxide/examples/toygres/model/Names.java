package io.duroxide.examples.toygres.model;

/** The registered names, spelled as the original control plane spells them. */
public final class Names {

  private static final String ORCHESTRATION = "toygres-orchestrations::orchestration::";
  private static final String ACTIVITY = "toygres-orchestrations::activity::";

  public static final String CREATE_INSTANCE = ORCHESTRATION + "create-instance";
  public static final String DELETE_INSTANCE = ORCHESTRATION + "delete-instance";
  public static final String INSTANCE_ACTOR = ORCHESTRATION + "instance-actor";

  public static final String DEPLOY_POSTGRES = ACTIVITY + "deploy-postgres";
  public static final String DELETE_POSTGRES = ACTIVITY + "delete-postgres";
  public static final String WAIT_FOR_READY = ACTIVITY + "wait-for-ready";
  public static final String GET_CONNECTION_STRINGS = ACTIVITY + "get-connection-strings";
  public static final String TEST_CONNECTION = ACTIVITY + "test-connection";
  public static final String RAISE_EVENT = ACTIVITY + "raise-event";

  public static final String CMS_CREATE_INSTANCE_RECORD = ACTIVITY + "cms-create-instance-record";
  public static final String CMS_UPDATE_INSTANCE_STATE = ACTIVITY + "cms-update-instance-state";
  public static final String CMS_FREE_DNS_NAME = ACTIVITY + "cms-free-dns-name";
  public static final String CMS_GET_INSTANCE_BY_K8S_NAME =
      ACTIVITY + "cms-get-instance-by-k8s-name";
  public static final String CMS_GET_INSTANCE_CONNECTION = ACTIVITY + "cms-get-instance-connection";
  public static final String CMS_RECORD_HEALTH_CHECK = ACTIVITY + "cms-record-health-check";
  public static final String CMS_UPDATE_INSTANCE_HEALTH = ACTIVITY + "cms-update-instance-health";
  public static final String CMS_RECORD_INSTANCE_ACTOR = ACTIVITY + "cms-record-instance-actor";
  public static final String CMS_DELETE_INSTANCE_RECORD = ACTIVITY + "cms-delete-instance-record";

  /** Tells an actor that its instance is gone. */
  public static final String INSTANCE_DELETED = "InstanceDeleted";

  private Names() {}

  public static String createId(String k8sName) {
    return "create-" + k8sName;
  }

  public static String deleteId(String k8sName) {
    return "delete-" + k8sName;
  }

  public static String actorId(String k8sName) {
    return "actor-" + k8sName;
  }
}
