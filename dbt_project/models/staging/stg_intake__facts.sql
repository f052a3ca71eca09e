{{ stage('facts') }}
