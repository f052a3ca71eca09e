{{ stage('rumour_measurements') }}
